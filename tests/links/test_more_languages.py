"""Pages that are not there, closed, searched, sold or under repair, in languages that have few of them on the web; and
pages of documents in the same languages, whose titles have the same words."""

from __future__ import annotations

import pytest

from citekit.links.kinds import kind_of
from citekit.links.page import scan

CHROME = "<header><a href=/>Home</a><a href=/login>Log in</a></header>"
NOTHING = [
    ("국가기록원", "죄송합니다. 요청하신 페이지를 찾을 수 없습니다. 주소를 다시 확인해 주세요."),
    ("검색 결과: 소련 대사의 전보", "총 3건"),
    ("접근 제한", "이 자료는 열람이 제한되어 있습니다"),
    ("서비스 점검 안내", ""),
    ("Report on the Harvest in Kuban | Sayfa bulunamadı", ""),
    ("Bakım çalışması", "Sitemiz bakımdadır."),
    ("Erişim reddedildi", ""),
    ("Yetkiniz yok", "Bu belgeyi görüntüleme yetkiniz yok"),
    ("Çok yakında", ""),
    ("Sarbidea ukatuta", "Ez duzu baimenik orri hau ikusteko."),
    ("Mantentze-lanak", "Gunea mantentze-lanetan dago."),
    ("Ez dago orririk", ""),
    ("Bilaketaren emaitzak", ""),
    ("Domeinu hau salgai dago", ""),
    ("Giza zarela egiaztatu", ""),
    ("ไม่ได้รับอนุญาต", "คุณไม่มีสิทธิ์เข้าถึงหน้านี้"),
    ("การเข้าถึงถูกปฏิเสธ", ""),
    ("ไม่พบเอกสาร", ""),
    ("อยู่ระหว่างการปรับปรุง", ""),
    ("Ni chanfuwyd y dudalen", ""),
    ("Leathanach gan aimsiú", ""),
    ("Səhifə tapılmadı", "Üzr istəyirik."),
    ("Sahifa topilmadi", ""),
    ("Side ikkje funnen", ""),
    ("Bladsy nie gevind nie", ""),
    ("Ukurasa haujapatikana", ""),
    ("Paĝo ne trovita", ""),
    ("ទំព័រមិនត្រូវបានរកឃើញ", ""),
    ("পৃষ্ঠা পাওয়া যায়নি", ""),
    ("பக்கம் கிடைக்கவில்லை", ""),
]
REAL = [
    ("남북 경제 협력 제한에 관한 문서", "외무성은 모스크바 주재 대사에게 회담 준비를 지시하였다."),
    ("Ankara Büyükelçisinin Kıbrıs Raporu", "Belge Moskova'ya gönderildi ve kayıt altına alındı."),
    ("Boğazlar hakkında Sovyet notası", "Görüşme iki saat sürdü."),
    ("Gernikako bonbardaketari buruzko txostena", "Dokumentua Bilbon idatzi zuten 1937an."),
    ("บันทึกการประชุมระหว่างไทยกับลาว", "รัฐมนตรีได้รายงานสถานการณ์ชายแดนต่อที่ประชุม"),
    ("Adroddiad ar streic glowyr y Rhondda", "Ysgrifennwyd y ddogfen yng Nghaerdydd."),
    ("Litir ó de Valera chuig Churchill", "Scríobhadh an doiciméad i mBaile Átha Cliath."),
    ("Bakı neft mədənləri haqqında məruzə", "Sənəd Moskvaya göndərildi."),
    ("Toshkent zilzilasi haqida hisobot", "Hujjat Moskvaga yuborildi."),
    ("Brev frå Lie til Molotov om Svalbard", "Dokumentet vart skrive i Oslo."),
    ("Brief van Smuts aan Churchill oor Namibië", "Die dokument is in Pretoria geskryf."),
    ("Barua ya Nyerere kwa Zhou Enlai", "Waraka huu uliandikwa Dar es Salaam."),
    ("Das Dokument, das nie ankam: Brief an Tito", "Der Brief lag dreißig Jahre in Belgrad."),
    ("Letero de Zamenhof al Tolstoj", "La dokumento estis skribita en Varsovio."),
]


def kind(title: str, body: str) -> str:
    source = f"<title>{title}</title>{CHROME}<h1>{title}</h1><p>{body}</p><footer>© The Archive. Privacy</footer>"
    found = kind_of(scan(source), source)
    return found.name if found is not None else ""


@pytest.mark.parametrize("title, body", NOTHING)
def test_a_page_that_is_no_document_says_so_in_its_language(title: str, body: str) -> None:
    assert kind(title, body)


@pytest.mark.parametrize("title, body", REAL)
def test_a_document_in_the_language_is_none_of_them(title: str, body: str) -> None:
    assert kind(title, body) == ""
