"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const words = JSON.parse(document.getElementById("words").textContent);
  const status = document.getElementById("status");
  const search = document.getElementById("search");
  let language = root.lang in words ? root.lang : "en";
  let timer = 0;

  const say = (name) => {
    status.textContent = words[language][name];
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = ""; }, 2500);
  };

  const speak = (chosen) => {
    language = chosen;
    root.lang = chosen;
    all("[data-word]").forEach((element) => { element.textContent = words[chosen][element.dataset.word]; });
    all("[data-phrase]").forEach((element) => {
      element.textContent = (words[chosen].phrases || {})[element.dataset.phrase] || element.dataset.phrase;
    });
    all("[data-hint]").forEach((element) => { element.placeholder = words[chosen][element.dataset.hint]; });
    all("[data-label]").forEach((element) => {
      element.setAttribute("aria-label", words[chosen][element.dataset.label] + ": " + element.dataset.of);
    });
    all("#languages button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    });
    document.title = words[chosen].title;
  };

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(all("article").map((article) => [article, fold(article.textContent)]));
  const filter = () => {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [article, text] of texts) {
      article.hidden = !wanted.every((word) => text.includes(word));
      count += article.hidden ? 0 : 1;
    }
    document.getElementById("count").textContent = String(count);
    document.getElementById("none").hidden = count > 0;
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const byCommand = (html, plain) => {
    let done = false;
    const listen = (event) => {
      event.preventDefault();
      if (html) { event.clipboardData.setData("text/html", html); }
      event.clipboardData.setData("text/plain", plain);
      done = true;
    };
    document.addEventListener("copy", listen);
    document.execCommand("copy");
    document.removeEventListener("copy", listen);
    return done;
  };

  const plainOf = (element) => {
    const entries = all(".csl-entry", element);
    const parts = entries.length ? entries : [element];
    return parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).join("\n");
  };

  const copy = async (button) => {
    const element = document.getElementById(button.dataset.copy);
    const rich = button.dataset.as === "rich";
    const html = rich ? element.innerHTML.trim() : "";
    const plain = plainOf(element);
    try {
      if (rich && window.ClipboardItem) {
        await navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([plain], { type: "text/plain" }),
        })]);
      } else {
        await navigator.clipboard.writeText(plain);
      }
      say(rich ? "copied" : "copied_plain");
    } catch {
      if (byCommand(html, plain)) {
        say(rich ? "copied" : "copied_plain");
      } else {
        select(element);
        say("not_copied");
      }
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.copy) { copy(button); }
    if (button.parentElement.id === "languages") { speak(button.value); }
  });
  document.addEventListener("change", (event) => {
    const style = event.target.dataset.style;
    if (style) { all(".style").forEach((one) => { if (one.dataset.of === style) { one.hidden = !event.target.checked; } }); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && document.activeElement === search) { search.value = ""; filter(); }
  });
  search.addEventListener("input", filter);
  speak(root.dataset.fixed ? language : (navigator.language || "en").slice(0, 2) in words ? navigator.language.slice(0, 2) : "en");
  filter();
})();
