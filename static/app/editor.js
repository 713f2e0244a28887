// The report editor, beyond what its one form does without a script:
//   what is typed is saved shortly after the last key, and the pages follow; only pages that look different are
//   exchanged, each when its new picture is ready, so nothing flickers and no scroll position is lost
//   [data-cut]      cuts a paragraph at the cursor; Enter does the same
//   .para-grip      drags a paragraph
// Every other press goes through htmx, which swaps the form.
(function () {
  "use strict";

  var PAUSE = 500;
  var view = document.querySelector("[data-pages-url]");
  var timer = null;
  var running = null; // the promise of the request under way

  function draft() { return document.getElementById("draft"); }
  function texts() { return Array.prototype.slice.call(draft().querySelectorAll(".para-text")); }
  function changed() { return texts().filter(function (area) { return area.value !== area.defaultValue; }); }

  function say(word, failed) {
    var state = document.getElementById("draft-state");
    if (!state) return;
    state.textContent = word ? state.getAttribute("data-" + word) : "";
    state.classList.toggle("is-failed", Boolean(failed));
  }

  // --- the pages ------------------------------------------------------------------------------------------

  function showPage(item, page) {
    if (item.dataset.name === page.name) return;
    item.dataset.name = page.name;
    var picture = new Image(page.width, page.height);
    picture.alt = item.firstElementChild ? item.firstElementChild.alt : "";
    picture.src = page.url;
    var show = function () { if (item.dataset.name === page.name) item.replaceChildren(picture); };
    picture.decode().then(show, show);
  }

  function showPages(pages) {
    var list = document.getElementById("sheets");
    if (!list || !pages.length) return;
    while (list.children.length > pages.length) list.lastElementChild.remove();
    pages.forEach(function (page, number) {
      var item = list.children[number];
      if (!item) {
        item = document.createElement("li");
        list.append(item);
        var place = new Image(page.width, page.height);
        place.alt = list.firstElementChild.firstElementChild.alt.replace(/\d+/, number + 1);
        item.append(place);
      }
      showPage(item, page);
      var alt = item.firstElementChild;
      if (alt) alt.alt = alt.alt.replace(/\d+(\D*)$/, pages.length + "$1");
    });
  }

  function show(state) {
    showPages(state.pages);
    document.getElementById("counts").innerHTML = state.counts;
    var look = document.getElementById("second-look");
    var folded = look.querySelector("details:not([open])");
    look.innerHTML = state.warnings;
    if (folded && look.querySelector("details")) look.querySelector("details").open = false;
  }

  function follow() {
    if (!view) return Promise.resolve();
    return fetch(view.dataset.pagesUrl, { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json().then(show) : null; });
  }

  // --- what is typed --------------------------------------------------------------------------------------

  function take(sent, answer) {
    Object.keys(answer.paragraphs).forEach(function (key) {
      var item = document.getElementById("p-" + key);
      if (!item) return;
      var told = answer.paragraphs[key];
      item.querySelector("[name=was-" + key + "]").value = told.was;
      item.querySelector(".para-foot").innerHTML = told.foot;
      item.classList.toggle("is-edited", told.edited);
    });
    sent.forEach(function (one) { one.area.defaultValue = one.text; });
    show(answer);
  }

  function save() {
    clearTimeout(timer);
    timer = null;
    if (running) return running.then(function () { return changed().length ? save() : null; });
    var sent = changed().map(function (area) { return { area: area, text: area.value }; });
    if (!sent.length) return Promise.resolve();
    var body = new FormData();
    body.append("csrfmiddlewaretoken", draft().querySelector("[name=csrfmiddlewaretoken]").value);
    sent.forEach(function (one) {
      var was = one.area.name.replace("text-", "was-");
      body.append(one.area.name, one.text);
      body.append(was, draft().querySelector("[name=" + was + "]").value);
    });
    say("saving");
    running = fetch(draft().action, { method: "POST", body: body, headers: { Accept: "application/json" } })
      .then(function (answer) {
        running = null;
        if (answer.ok) return answer.json().then(function (told) { take(sent, told); say(changed().length ? "" : "saved"); });
        // Somebody was quicker, or something is wrong: the form says it, with all words kept.
        if (answer.status === 409 || answer.status === 422) return press("save");
        tryAgain();
      }, function () {
        running = null;
        tryAgain();
      });
    return running;
  }

  function tryAgain() {
    say("failed", true);
    later(8 * PAUSE);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause || PAUSE);
  }

  // A click, not a submission: htmx sends along the button that was clicked last.
  function press(step) {
    var old = document.getElementById("pressed");
    if (old) old.remove();
    var button = document.createElement("button");
    button.id = "pressed";
    button.type = "submit";
    button.name = "do";
    button.value = step;
    button.hidden = true;
    draft().append(button);
    button.click();
  }

  function cut(area) {
    area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
    press("save");
  }

  // --- moving ---------------------------------------------------------------------------------------------

  function arrange() {
    var list = document.getElementById("paras");
    if (!list || !window.Sortable) return;
    list.querySelectorAll(".para-grip").forEach(function (grip) { grip.hidden = false; });
    window.Sortable.create(list, {
      handle: ".para-grip",
      draggable: ".para",
      animation: 120,
      ghostClass: "para-drag",
      onEnd: function (event) {
        if (event.oldIndex === event.newIndex) return;
        var before = event.item.previousElementSibling;
        while (before && !before.dataset.key) before = before.previousElementSibling;
        press("place:" + event.item.dataset.key + ":" + (before ? before.dataset.key : 0));
      }
    });
  }

  function settle() {
    var about = draft().dataset.about;
    arrange();
    texts().forEach(function (area) { area.dispatchEvent(new Event("input", { bubbles: true })); });
    clearTimeout(timer);
    if (!about) return;
    var item = document.getElementById("p-" + about);
    var focus = document.getElementById("text-" + about) || (item && item.querySelector("summary"));
    if (focus) focus.focus({ preventScroll: true });
    if (focus && focus.setSelectionRange) focus.setSelectionRange(0, 0);
    if (item) item.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("input", function (event) {
    if (event.target.matches(".para-text") && event.target.value !== event.target.defaultValue) {
      say("");
      later();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".para-text")) return;
    event.preventDefault();
    cut(event.target);
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-cut]");
    if (!button) return;
    event.preventDefault();
    var area = document.getElementById("text-" + button.dataset.cut);
    button.closest("details").open = false;
    if (area.selectionStart > 0 && area.selectionStart < area.value.length) cut(area);
    else area.focus();
  });

  // A press waits for what is being saved, so that it does not overtake itself.
  document.addEventListener("htmx:confirm", function (event) {
    if (event.target.id !== "draft") return;
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    running.then(function () { event.detail.issueRequest(true); });
  });
  document.addEventListener("htmx:afterSettle", function () {
    if (!draft()) return;
    settle();
    say("saved");
    follow();
  });
  document.addEventListener("htmx:sendError", function () { say("failed", true); });
  document.addEventListener("htmx:responseError", function () { say("failed", true); });

  document.addEventListener("visibilitychange", function () { if (document.hidden && draft()) save(); });
  window.addEventListener("beforeunload", function (event) {
    if (draft() && changed().length) event.preventDefault();
  });

  // Text areas carry the height they have grown to: carried over as an attribute it would offend the security policy.
  if (window.htmx) window.htmx.config.attributesToSettle = [];
  if (draft()) arrange();
})();
