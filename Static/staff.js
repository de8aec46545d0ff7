// Makes the counter quicker; everything works without it. One file, no library, nothing inline.
"use strict";

// The same two national forms that the server knows (DossierCode).
const dossierCode =
  /^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,7}$/;

// In lower case and without diacritics, as NameSearch has it.
const fold = (text) =>
  text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

// The code is checked as it is typed, pasted or scanned. A scanner ends with Enter: that goes on to the procedure when
// there is none yet.
const form = document.querySelector("[data-register]");
if (form) {
  const code = form.elements.code;
  const procedure = form.elements.procedure;
  const message = document.getElementById("code-error");
  code.addEventListener("input", () => {
    const text = code.value.normalize("NFC").trim().toUpperCase();
    if (text !== code.value && /[a-z]|^\s|\s$/.test(code.value)) {
      const caret = code.selectionStart;
      code.value = text;
      code.setSelectionRange(caret, caret);
    }
    const isGood = dossierCode.test(text);
    code.toggleAttribute("data-good", isGood);
    if (isGood) {
      message.textContent = "";
      code.removeAttribute("aria-invalid");
    }
  });
  code.addEventListener("change", () => {
    const isBad = code.value !== "" && !dossierCode.test(code.value.trim());
    code.setAttribute("aria-invalid", isBad);
    message.textContent = isBad ? code.dataset.bad : "";
  });
  code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (!dossierCode.test(code.value.trim())) {
      event.preventDefault();
      code.dispatchEvent(new Event("change"));
      code.select();
    }
  });
}

// A list below a field that finds entries by parts of words, with or without diacritics.
for (const input of document.querySelectorAll("input[data-choices]")) {
  const entries = [...document.getElementById(input.getAttribute("list")).options].map((option) => ({
    text: option.value,
    folded: fold(option.value),
  }));
  input.removeAttribute("list");
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = input.id + "-choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (item) => {
    input.value = item.textContent;
    close();
  };
  const move = (to) => {
    const items = list.children;
    if (items.length === 0) return;
    if (active >= 0) items[active].removeAttribute("aria-selected");
    active = (to + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  };
  const open = () => {
    const words = fold(input.value).split(/\s+/).filter((word) => word && word !== "–" && word !== "-");
    const found = entries.filter((entry) => words.every((word) => entry.folded.includes(word))).slice(0, 8);
    close();
    list.replaceChildren(
      ...found.map((entry, index) => {
        const item = document.createElement("li");
        item.id = list.id + index;
        item.setAttribute("role", "option");
        item.textContent = entry.text;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(item);
        });
        return item;
      }),
    );
    const isDone = found.length === 1 && found[0].text === input.value;
    list.hidden = words.length === 0 || found.length === 0 || isDone;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("focus", () => input.select());
  // The page may have given it the focus before this script ran: what is typed replaces what was carried over.
  if (document.activeElement === input && input.value === input.defaultValue) input.select();
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      move(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
}

// The slip goes to the printer by itself; then the next code can be scanned.
const slip = document.querySelector("[data-print] img");
if (slip) {
  const print = () => {
    window.print();
    document.getElementById("code").focus();
  };
  if (slip.complete) print();
  else slip.addEventListener("load", print);
}

// What is to be sent is copied by a button; without a script it is marked and copied by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Over plain http there is no such clipboard.
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
  });
}
