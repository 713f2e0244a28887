// Nothing typed is lost: what is typed into form[data-draft] is kept in this browser, by user and form address, until the
// server says that it was saved. A lost session, a closed tab, a broken line: the form offers it again.
//   form[data-draft=ADDRESS] [data-title]   is kept; [data-typed] comes back from the server with what was typed
//   [data-saved=ADDRESS], event "written"   saved: the draft is done with
//   [data-drafts]                           lists those whose form is not on the page
// The version and the key of the form are kept with it: what others wrote meanwhile is told, and nothing is written twice.
(function () {
  "use strict";

  var user = document.body.dataset.user;
  var DAYS = 14;
  var PAUSE = 300;
  var LONGEST = 40;
  if (!user) return;
  var mine = "draft " + user + " ";
  var waiting = new Map(); // form -> timer

  function stored(work) {
    try {
      return work(localStorage);
    } catch (error) {
      return null; // storage may be forbidden or full; the form itself still works
    }
  }

  function read(name) {
    return stored(function (box) { return JSON.parse(box.getItem(name)); });
  }

  function forget(address) {
    waiting.forEach(function (timer, form) {
      if (form.dataset.draft !== address) return;
      clearTimeout(timer);
      waiting.delete(form);
    });
    stored(function (box) { box.removeItem(mine + address); });
  }

  function names() {
    return stored(function (box) {
      return Object.keys(box).filter(function (name) { return name.indexOf(mine) === 0; });
    }) || [];
  }

  function fields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && !/^(csrfmiddlewaretoken|next|choice-.*)$/.test(field.name)
        && !/^(file|password|submit|button)$/.test(field.type);
    });
  }

  function keep(form) {
    waiting.delete(form);
    var values = {};
    fields(form).forEach(function (field) {
      var list = values[field.name] = values[field.name] || [];
      if (/^(checkbox|radio)$/.test(field.type) && !field.checked) return;
      list.push(field.value);
    });
    var draft = { address: form.getAttribute("action") || location.pathname + location.search,
      title: form.dataset.title, at: Date.now(), values: values };
    stored(function (box) { box.setItem(mine + form.dataset.draft, JSON.stringify(draft)); });
  }

  function keepAll() {
    waiting.forEach(function (timer, form) {
      clearTimeout(timer);
      keep(form);
    });
  }

  function fill(form, draft) {
    fields(form).forEach(function (field) {
      var list = draft.values[field.name];
      if (!list) return;
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = list.indexOf(field.value) >= 0;
      else if (list.length) field.value = list[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function describe(part, draft) {
    var when = new Date(draft.at);
    var time = part.querySelector("[data-when]");
    time.dateTime = when.toISOString();
    time.textContent = when.toLocaleString(document.documentElement.lang, {
      month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    var words = Object.keys(draft.values).filter(function (name) { return !/^(key|version)$/.test(name); })
      .map(function (name) { return draft.values[name].join(" "); })
      .sort(function (one, other) { return other.length - one.length; })[0] || "";
    part.querySelector("[data-words]").textContent = words.length > LONGEST ? words.slice(0, LONGEST) + "…" : words;
  }

  function offer(form) {
    var draft = read(mine + form.dataset.draft);
    if (!draft || "typed" in form.dataset || form.querySelector(".draft-offer")) return;
    var box = document.getElementById("draft-offer").content.firstElementChild.cloneNode(true);
    describe(box, draft);
    box.querySelector("[data-take]").addEventListener("click", function () {
      fill(form, draft);
      box.remove();
      var first = form.querySelector("textarea, input:not([type=hidden])");
      if (first) first.focus();
    });
    box.querySelector("[data-drop]").addEventListener("click", function () {
      forget(form.dataset.draft);
      box.remove();
    });
    form.prepend(box);
  }

  function list() {
    var section = document.querySelector("[data-drafts]");
    if (!section) return;
    var lines = names().filter(function (name) {
      var address = name.slice(mine.length);
      return !document.querySelector('form[data-draft="' + CSS.escape(address) + '"]');
    }).map(function (name) {
      var draft = read(name);
      var line = document.getElementById("draft-line").content.firstElementChild.cloneNode(true);
      line.querySelector("a").href = draft.address;
      line.querySelector("a").textContent = draft.title;
      line.querySelector(".visually-hidden").textContent = " · " + draft.title;
      describe(line, draft);
      line.querySelector("[data-drop]").addEventListener("click", function () {
        forget(name.slice(mine.length));
        list();
      });
      return line;
    });
    var rows = section.querySelector("ul");
    rows.replaceChildren.apply(rows, lines);
    section.hidden = !lines.length;
  }

  function saved(address) {
    forget(address);
    stored(function () { sessionStorage.setItem("saved " + address, "1"); });
  }

  // The back button after saving: the browser fills the form as it was; saved again, it would be there twice.
  function empty(form) {
    var was = stored(function () { return sessionStorage.getItem("saved " + form.dataset.draft); });
    var how = performance.getEntriesByType("navigation")[0];
    if (was && how && how.type === "back_forward" && !("typed" in form.dataset)) form.reset();
  }

  function look(part) {
    part.querySelectorAll("[data-saved]").forEach(function (note) { saved(note.dataset.saved); });
    part.querySelectorAll("form[data-draft]").forEach(offer);
  }

  function tidy() {
    names().forEach(function (name) {
      var draft = read(name);
      if (!draft || Date.now() - draft.at > DAYS * 24 * 3600 * 1000) forget(name.slice(mine.length));
    });
  }

  document.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-draft]");
    if (!form || event.target.type === "file") return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(keep, PAUSE, form));
  });
  document.addEventListener("visibilitychange", keepAll);
  window.addEventListener("pagehide", keepAll);
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) document.querySelectorAll("form[data-draft]").forEach(empty);
  });
  document.addEventListener("written", function (event) { forget(event.detail.form); });
  document.addEventListener("renewed", list);
  document.addEventListener("htmx:load", function (event) {
    if (event.detail.elt !== document.body) look(event.detail.elt.parentElement || event.detail.elt);
  });

  tidy();
  look(document);
  list();
})();
