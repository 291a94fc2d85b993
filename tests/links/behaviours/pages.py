"""Pages that answer and are not the document, in the words of many languages and programs."""

from __future__ import annotations

from .model import TITLE, Behaviour, html, http

# name | title | heading | paragraph: as content management systems and archives' catalogues word it
SOFT = """
en-drupal | Page not found | The Archive | Page not found | The requested page "/node/112044" could not be found.
en-wordpress | Page not found – The Archive | Oops! That page can’t be found. | It looks like nothing was found at this location. Maybe try a search?
en-apache | 404 Not Found | Not Found | The requested URL was not found on this server.
en-iis | 404 - File or directory not found. | Server Error | The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.
en-catalogue | The National Archives Catalogue | Sorry | The record you requested does not exist in our catalogue.
en-record | Archive | Record not found | Please check the identifier.
en-sorry | Sorry, we couldn't find that page | | Try going back to the home page.
en-moved | Archive | This page may have moved | The page you are looking for has been moved or deleted.
en-item | Digital collections | | The item you are looking for is not in our collections.
en-dspace | Page cannot be found | Page cannot be found | We can't find the page you asked for.
en-gone | The document is no longer available | | It was withdrawn by the depositor.
en-invalid | Error | Invalid document id | Go back
de | Seite nicht gefunden | Seite nicht gefunden | Die angeforderte Seite konnte nicht gefunden werden.
de-2 | Bundesarchiv | Fehler 404 | Leider existiert die von Ihnen gesuchte Seite nicht.
fr | Page introuvable | Page introuvable | La page que vous recherchez n'existe pas ou a été déplacée.
fr-2 | Archives nationales | Oups ! | Le document demandé n'a pas été trouvé.
es | Página no encontrada | Error 404 | La página que estás buscando no existe.
es-2 | Archivo Histórico | No se ha encontrado | No hemos encontrado el documento solicitado.
it | Pagina non trovata | Pagina non trovata | La pagina richiesta non è stata trovata.
pt | Página não encontrada | Página não encontrada | A página solicitada não foi encontrada no servidor.
nl | Pagina niet gevonden | Pagina niet gevonden | Helaas, deze pagina bestaat niet (meer).
sv | Sidan kunde inte hittas | Sidan kunde inte hittas | Sidan du söker finns inte längre.
da | Siden blev ikke fundet | Siden blev ikke fundet | Den side, du leder efter, findes ikke.
no | Siden finnes ikke | Fant ikke siden | Vi finner dessverre ikke siden du leter etter.
fi | Sivua ei löytynyt | Sivua ei löytynyt | Hakemaasi sivua ei valitettavasti löytynyt.
pl | Nie znaleziono strony | Błąd 404 | Strona, której szukasz, nie istnieje.
cs | Stránka nenalezena | Stránka nenalezena | Požadovaná stránka nebyla nalezena.
sk | Stránka sa nenašla | Stránka sa nenašla | Hľadaná stránka neexistuje.
hu | Az oldal nem található | Az oldal nem található | A keresett oldal nem létezik.
ro | Pagina nu a fost găsită | Pagina nu a fost găsită | Ne pare rău, pagina căutată nu există.
bg | Страницата не е намерена | Страницата не е намерена | Търсената от вас страница не съществува.
ru | Страница не найдена | Страница не найдена | К сожалению, запрашиваемая вами страница не существует.
ru-2 | Архив | Ошибка 404 | Документ не найден или был удалён.
ru-3 | Ничего не найдено | | Попробуйте воспользоваться поиском.
uk | Сторінку не знайдено | Сторінку не знайдено | На жаль, такої сторінки не існує.
sr | Страница није пронађена | Страница није пронађена | Страница коју тражите не постоји.
hr | Stranica nije pronađena | Stranica nije pronađena | Stranica koju tražite ne postoji.
sl | Stran ni bila najdena | Stran ni bila najdena | Iskana stran ne obstaja.
el | Η σελίδα δεν βρέθηκε | Η σελίδα δεν βρέθηκε | Η σελίδα που ζητήσατε δεν υπάρχει.
tr | Sayfa bulunamadı | Sayfa bulunamadı | Aradığınız sayfa kaldırılmış veya taşınmış olabilir.
et | Lehekülge ei leitud | Lehte ei leitud | Otsitavat lehte ei ole.
lv | Lapa nav atrasta | Lapa nav atrasta | Diemžēl šī lapa neeksistē.
lt | Puslapis nerastas | Puslapis nerastas | Atsiprašome, ieškomas puslapis neegzistuoja.
zh | 页面不存在 | 页面不存在 | 抱歉，您访问的页面不存在或已被删除。
zh-tw | 找不到網頁 | 找不到網頁 | 很抱歉，您要找的頁面不存在。
ja | ページが見つかりません | ページが見つかりません | お探しのページは移動または削除された可能性があります。
ko | 페이지를 찾을 수 없습니다 | 페이지를 찾을 수 없습니다 | 요청하신 페이지가 존재하지 않거나 이동되었습니다.
ar | الصفحة غير موجودة | الصفحة غير موجودة | عذراً، الصفحة التي تبحث عنها غير موجودة.
fa | صفحه یافت نشد | صفحه یافت نشد | صفحه مورد نظر شما یافت نشد.
he | הדף לא נמצא | הדף לא נמצא | מצטערים, הדף שחיפשת אינו קיים.
vi | Không tìm thấy trang | Không tìm thấy trang | Trang bạn yêu cầu không tồn tại.
id | Halaman tidak ditemukan | Halaman tidak ditemukan | Maaf, halaman yang Anda cari tidak ada.
th | ไม่พบหน้านี้ | ไม่พบหน้านี้ | ขออภัย ไม่พบหน้าที่คุณต้องการ
ka | გვერდი ვერ მოიძებნა | გვერდი ვერ მოიძებნა | სამწუხაროდ, ასეთი გვერდი არ არსებობს.
mn | Хуудас олдсонгүй | Хуудас олдсонгүй | Таны хайсан хуудас байхгүй байна.
ca | Pàgina no trobada | Pàgina no trobada | La pàgina que busqueu no existeix.
"""
PARKED = """
en | archive-docs.example | archive-docs.example | The domain archive-docs.example is for sale. Buy this domain today.
en-godaddy | archive-docs.example | | This Web page is parked FREE, courtesy of the registrar. Get this domain.
en-expired | Domain expired | | This domain has expired. If you are the owner, renew it now.
en-related | archive-docs.example | | Related searches: Archives Online, Cold War Documents, Family Tree
en-suspended | Account Suspended | Account Suspended | This account has been suspended. Contact your hosting provider.
en-soon | Coming soon | Coming Soon | Our new website is on its way.
en-nginx | Welcome to nginx! | Welcome to nginx! | If you see this page, the nginx web server is successfully installed and working.
en-apache | Apache2 Ubuntu Default Page: It works | | This is the default welcome page used to test the correct operation of the server.
en-index | Index of / | Index of / | Parent directory
de | archiv.example | archiv.example | Die Domain archiv.example steht zum Verkauf.
de-2 | archiv.example | | Diese Domain wurde soeben für einen Kunden registriert. Hier entsteht eine neue Internetpräsenz.
fr | archives.example est à vendre | | Le domaine archives.example est à vendre. Faites une offre.
es | archivo.example | | El dominio archivo.example está en venta. Comprar este dominio.
it | archivio.example | | Il dominio archivio.example è in vendita.
pt | arquivo.example | | O domínio arquivo.example está à venda.
nl | archief.example | | De domeinnaam archief.example is te koop.
sv | arkiv.example | | Domänen arkiv.example är till salu.
da | arkiv.example | | Domænet arkiv.example er til salg.
no | arkiv.example | | Domenet arkiv.example er til salgs.
fi | arkisto.example | | Verkkotunnus arkisto.example on myytävänä.
pl | archiwum.example | | Domena archiwum.example jest na sprzedaż.
cs | archiv.example | | Doména archiv.example je na prodej.
hu | leveltar.example | | A leveltar.example domain eladó.
ro | arhiva.example | | Domeniul arhiva.example este de vânzare.
bg | архив.example | | Домейнът архив.example се продава.
ru | Домен архив.example продаётся | | Домен архив.example продаётся. Узнать цену.
ru-2 | arhiv.example | | Срок регистрации домена истёк. Домен arhiv.example припаркован.
uk | арх.example | | Домен арх.example продається.
tr | arsiv.example | | arsiv.example alan adı satılıktır.
el | archeio.example | | Το όνομα χώρου archeio.example πωλείται.
zh | dangan.example | | 域名 dangan.example 正在出售，购买此域名请联系我们。
ja | bunsho.example | | このドメインは販売されています。
ko | girok.example | | 이 도메인은 판매 중입니다.
ar | arshif.example | | هذا النطاق arshif.example معروض للبيع.
he | arkhiyon.example | | הדומיין arkhiyon.example מוצע למכירה.
vi | luutru.example | | Tên miền luutru.example đang được bán.
"""
LOGIN = """
en | Log in | The Archive | Log in | Username Password Remember me
en-sign | Sign in to your account | | E-mail Password
en-continue | Archive | Please sign in to continue | Your session has expired.
en-sso | University single sign-on | Login Required | Enter your username and password.
en-denied | Access denied | Access denied | You are not authorized to access this page.
de | Anmelden | Anmelden | Benutzername Passwort Passwort vergessen?
fr | Connexion | Connexion | Identifiant Mot de passe Mot de passe oublié ?
es | Iniciar sesión | Iniciar sesión | Usuario Contraseña
it | Accedi | Accedi | Nome utente Password
pt | Iniciar sessão | Entrar | Utilizador Palavra-passe
nl | Inloggen | Inloggen | Gebruikersnaam Wachtwoord
pl | Logowanie | Zaloguj się | Nazwa użytkownika Hasło
cs | Přihlášení | Přihlášení | Uživatelské jméno Heslo
hu | Bejelentkezés | Bejelentkezés | Felhasználónév Jelszó
ru | Вход в систему | Вход | Логин Пароль Забыли пароль?
ru-2 | Архив | Авторизация | Для просмотра документа необходимо войти в систему.
uk | Вхід до системи | Вхід | Логін Пароль
tr | Giriş Yap | Giriş | Kullanıcı adı Şifre
zh | 用户登录 | 用户登录 | 用户名 密码 忘记密码
ja | ログイン | ログイン | ユーザー名 パスワード
ko | 로그인 | 로그인 | 아이디 비밀번호
ar | تسجيل الدخول | تسجيل الدخول | اسم المستخدم كلمة المرور
"""
CHALLENGE = """
cloudflare | Just a moment... | | Enable JavaScript and cookies to continue
cloudflare-2 | Attention Required! - Cloudflare | Sorry, you have been blocked | You are unable to access this site.
turnstile | archive.example | archive.example | Verifying you are human. This may take a few seconds.
imperva | Pardon Our Interruption | Pardon Our Interruption | As you were browsing something about your browser made us think you were a bot.
incapsula | | | Request unsuccessful. Incapsula incident ID: 1234-5678
akamai-bot | Challenge Validation | | Please wait while we check your browser.
google | Sorry... | | Our systems have detected unusual traffic from your computer network.
anubis | Making sure you're not a bot! | Making sure you're not a bot! | Loading...
ddos-guard | DDoS-Guard | Checking your browser before accessing archive.example | Please wait
captcha | Captcha | Are you human? | Please complete the CAPTCHA below.
ru | Проверка браузера | | Подтвердите, что вы не робот.
de | Sicherheitsüberprüfung | | Bitte bestätigen Sie, dass Sie ein Mensch sind.
fr | Vérification de sécurité | | Confirmez que vous n'êtes pas un robot.
zh | 安全验证 | | 请完成验证以继续访问
"""
SEARCH = """
en | Search results - The Archive | Search results | 25 items
en-for | Results for "112044" | Results for "112044" | Nothing matched exactly.
en-advanced | Advanced search | Advanced search | Title Author Date
de | Suchergebnisse | Suchergebnisse | 12 Treffer
fr | Résultats de recherche | Résultats de la recherche | 3 documents
es | Resultados de la búsqueda | Resultados de búsqueda | 3 documentos
ru | Результаты поиска | Результаты поиска | Найдено документов: 5
pl | Wyniki wyszukiwania | Wyniki wyszukiwania | 4 rekordy
zh | 搜索结果 | 搜索结果 | 共5条
ja | 検索結果 | 検索結果 | 5件
"""
SERVER = """
maintenance | Site under maintenance | We'll be back soon | The archive is undergoing scheduled maintenance.
database | Database Error | Error establishing a database connection | Please try again
php | Fatal error | | Fatal error: Uncaught exception in index.php on line 12
"""
# Pages that carry the document's title and say that it is not there: title | heading | paragraph
CARRIERS = f"""
not-found-title | Not found: {TITLE} | Not found | Go back to the list.
title-not-found | {TITLE} - Page not found | {TITLE} | The page was not found.
error-heading | {TITLE} | Document not found | Try a search.
error-paragraph | {TITLE} | {TITLE} | The document you requested could not be found.
removed-1 | {TITLE} | {TITLE} | This document has been removed at the request of the owner.
removed-2 | {TITLE} | {TITLE} | This record has been withdrawn.
removed-3 | Removed: {TITLE} | Document removed | It was withdrawn on 3 May 2021.
removed-4 | {TITLE} | {TITLE} | This item is no longer available.
removed-ru | {TITLE} | {TITLE} | Документ был удалён из открытого доступа.
removed-de | {TITLE} | {TITLE} | Dieses Dokument wurde entfernt.
removed-fr | {TITLE} | {TITLE} | Ce document a été retiré du site.
login-title | Log in - {TITLE} | Log in | Username and password
login-heading | {TITLE} | Please log in | You have to log in first.
login-paragraph | {TITLE} | {TITLE} | Please log in to view this document.
login-members | {TITLE} | {TITLE} | You must be logged in to read this item.
login-ru | {TITLE} | {TITLE} | Для просмотра необходимо авторизоваться.
results-title | Results for "{TITLE}" | Results for "{TITLE}" | 0 results
results-heading | Archive search | Search results for {TITLE} | 1. {TITLE}
results-found | 3 results found for {TITLE} | 3 results found | Sort by date
results-searched | You searched for {TITLE} | You searched for: {TITLE} | No matches found.
results-de | Suchergebnisse für {TITLE} | Suchergebnisse | 1 Treffer
results-ru | Результаты поиска: {TITLE} | Результаты поиска | Найдено: 1
forbidden | Access denied: {TITLE} | Access denied | You do not have permission.
unavailable | {TITLE} is unavailable | {TITLE} | The item is currently unavailable.
deleted | {TITLE} (deleted) | {TITLE} | This record was deleted in 2019.
embargo | {TITLE} | {TITLE} | Access to this document is restricted to the reading room only.
error-500 | Error: {TITLE} | Something went wrong | An error occurred while loading the document.
subscribe | {TITLE} | Subscribe to continue reading | Already a subscriber? Sign in.
"""
# Documents whose own title has such words
TRAPS = """
404 | Report No. 404 on the Sign-In Sheets of the Delegation
404-squadron | Operations Record of 404 Squadron, March 1945
sign-in | Instructions to Sign in the Register of Visitors
not-found | Letters Not Found in the Captured German Archive
search | Search for a Peaceful Settlement in Korea
results | Results of the Negotiations with the Chinese Delegation
removed | Memorandum on the Statues That Were Removed from Budapest
login | Report on the Login Procedures of the ARPANET
error | An Error of Judgment: Telegram to Acheson
access | Access to the Baltic Sea: Note by the Foreign Office
sale | Note on a Domain for Sale near Sofia
robot | Are You a Robot? Interview with Stanisław Lem
moment | Just a Moment: Notes from the Geneva Conference
missing | Missing Persons Report, Embassy in Pyongyang
expired | The Treaty Has Expired: Cable from Oslo
gone | The Page Is Gone: Diary of a Censor
maintenance | On the Maintenance of Service Roads in Sinkiang
"""


def _rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in text.strip().splitlines()]


def _page(cells: list[str]) -> str:
    """Title, heading and paragraph; a cell more is a site's name beside the title."""
    if len(cells) == 4:
        cells = [f"{cells[0]} | {cells[1]}", *cells[2:]]
    title, heading, paragraph = (*cells, "", "")[:3]
    return html(title, heading.strip("| "), paragraph.strip("| "))


def _group(name: str, text: str, bare: str, document: str) -> list[Behaviour]:
    return [
        Behaviour(name, row[0], http(_page(row[1:])), bare, document) for row in _rows(text.replace(" | | ", " |  | "))
    ]


def carriers() -> list[Behaviour]:
    """Pages with the document's title that are not the document."""
    return [Behaviour("carrier", n, http(html(t, h, p)), "-", "different") for n, t, h, p in _rows(CARRIERS)]


def traps() -> list[Behaviour]:
    """Documents whose titles sound like something else."""
    return [
        Behaviour("trap", n, http(html(f"{t} | The Archive", t)), "alive", "same", {"title": t})
        for n, t in _rows(TRAPS)
    ]


BEHAVIOURS = [
    *_group("soft-404", SOFT, "different", "different"),
    *_group("parked", PARKED, "different", "different"),
    *_group("login", LOGIN, "different", "different"),
    *_group("challenge", CHALLENGE, "forbidden", "forbidden"),
    *_group("search", SEARCH, "different", "different"),
    *_group("server", SERVER, "different", "different"),
    *carriers(),
    *traps(),
]
