// Forms without leaving the page. Every address below is a page of its own; this script only saves the way there.
//   a[data-dialog]        opens its page as a dialog; data-dialog="ID" unfolds it in place, at the end of that element
//   form[data-dialog]     is sent from where it stands; a form that comes back is shown in the dialog
//   [data-close]          closes the dialog
// The answer is told by events (branches/views/answers.py): "written" closes the dialog, renews the page below and gives
// the focus back; "refused" says why nothing was done. Other scripts may listen to "renewed" (document).
(function () {
  "use strict";

  var dialog = document.getElementById("dialog");
  var main = document.getElementById("main");
  if (!dialog || !dialog.showModal || !main || !window.htmx || !window.Idiomorph) return;

  var opened = null; // what the dialog was opened from: {node, address, trail}
  var place = null; // the element that it unfolds in, if any
  var stale = false; // whether something was written on the way, so that the page below must be renewed

  // --- opening and closing

  function remember(node) {
    // A link leads out of its menu; a button in it may be pressed again (move up, and up).
    var menu = node.tagName === "A" ? node.closest("details.menu") : null;
    if (menu) menu.open = false;
    var trail = [];
    for (var at = node; at && at !== main; at = at.parentElement) if (at.id) trail.push(at.id);
    opened = { node: menu ? menu.querySelector("summary") : node,
      address: node.getAttribute("href"), trail: trail };
  }

  function show() {
    var title = dialog.querySelector("#dialog-title");
    if (title) title.setAttribute("aria-level", place ? "3" : "2");
    if (dialog.open) return;
    (place || document.body).append(dialog);
    dialog.classList.toggle("dialog-here", !!place);
    if (place) dialog.show();
    else dialog.showModal();
  }

  function shut() {
    if (dialog.open) dialog.close();
    dialog.replaceChildren();
    document.body.append(dialog);
    place = null;
  }

  function leave() {
    shut();
    if (stale) return renew().then(giveBack);
    giveBack();
  }

  function load(link) {
    if (!dialog.contains(link)) {
      shut();
      remember(link);
      place = document.getElementById(link.getAttribute("data-dialog")) || null;
    }
    link.setAttribute("aria-busy", "true");
    htmx.ajax("GET", link.href, { target: dialog, swap: "innerHTML" }).finally(function () {
      link.removeAttribute("aria-busy");
    });
  }

  function send(form, button) {
    var values = button && button.name ? {} : undefined;
    if (values) values[button.name] = button.value;
    if (!dialog.contains(form)) {
      shut();
      remember(button || form);
    }
    htmx.ajax("POST", form.action, { source: form, target: dialog, swap: "innerHTML", values: values });
  }

  // For other scripts: sends values (an object) to an address, as if by the press of a button.
  function post(address, values, button) {
    shut();
    remember(button);
    htmx.ajax("POST", address, { target: dialog, swap: "innerHTML", values: values });
  }

  window.dialogs = { post: post };

  // --- the page below

  // What somebody is typing into is left as it is, and so is what was folded out.
  function touched(node) {
    if (/^(checkbox|radio)$/.test(node.type)) return node.checked !== node.defaultChecked;
    return /^(INPUT|TEXTAREA)$/.test(node.tagName) && node.type !== "hidden" && node.value !== node.defaultValue;
  }

  function renew() {
    stale = false;
    return fetch(location.href, { headers: { Accept: "text/html" } }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw new Error("not the page");
      return answer.text();
    }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html").getElementById("main");
      Idiomorph.morph(main, next, { callbacks: {
        beforeNodeRemoved: function (node) { return node !== dialog; },
        beforeNodeMorphed: function (node) { return !(node.nodeType === 1 && touched(node)); },
        beforeAttributeUpdated: function (name, node) {
          return !(name === "open" && node.tagName === "DETAILS");
        },
      } });
      htmx.process(main);
      document.dispatchEvent(new CustomEvent("renewed"));
    }).catch(function () { location.reload(); });
  }

  // Back to where the work was: what was pressed; else its twin on the renewed page; else what was written; else the
  // nearest part around it that is still there.
  function giveBack(written) {
    if (!opened) return;
    var node = opened.node.isConnected && opened.node.offsetParent ? opened.node : null;
    if (!node && opened.address) node = main.querySelector('a[href="' + CSS.escape(opened.address) + '"]');
    if (!node && written) node = document.getElementById(written);
    opened.trail.forEach(function (id) { node = node || document.getElementById(id); });
    node = node || main;
    if (node.tabIndex < 0) node.setAttribute("tabindex", "-1");
    node.focus();
  }

  function toast(kind, words) {
    if (!words) return;
    var note = document.getElementById("toast-" + kind).content.firstElementChild.cloneNode(true);
    note.querySelector("[data-words]").textContent = words;
    document.getElementById("toasts").replaceChildren(note);
    setTimeout(function () { note.remove(); }, kind === "done" ? 5000 : 12000);
  }

  // --- what comes back

  function first() {
    return dialog.querySelector(".error-summary") || dialog.querySelector("[role=alert][tabindex]")
      || Array.from(dialog.querySelectorAll("form textarea, form select, form input:not([type=hidden])"))
        .find(function (field) { return field.offsetParent && field.type !== "range"; })
      || dialog.querySelector(".dialog-body :is(a, button)") || dialog.querySelector("#dialog-title");
  }

  function refuse(text) {
    var page = text && new DOMParser().parseFromString(text, "text/html").getElementById("main");
    if (page) page.querySelectorAll("[data-drafts]").forEach(function (list) { list.remove(); });
    var notice = document.getElementById("dialog-refusal").content.firstElementChild.cloneNode(true);
    var words = page && (page.querySelector(".notice") || page.querySelector("p:not(.slim-brand)"));
    if (words) notice.querySelector("[data-words]").textContent = words.textContent.trim();
    if (!dialog.querySelector("form")) {
      dialog.replaceChildren(document.getElementById("dialog-answer").content.cloneNode(true));
      dialog.querySelector("#dialog-title").textContent = page ? page.querySelector("h1").textContent : document.title;
    }
    dialog.querySelectorAll(".dialog-body > .notice-error").forEach(function (old) { old.remove(); });
    dialog.querySelector(".dialog-body").prepend(notice);
    show();
    notice.focus();
  }

  // Files that were chosen are not sent back by the server: they are carried over to the form that comes back.
  function keepFiles(fields) {
    fields.forEach(function (old) {
      var field = old.files.length && dialog.querySelector('input[type=file][name="' + CSS.escape(old.name) + '"]');
      if (!field) return;
      field.files = old.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  var chosen = [];
  dialog.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    var again = status === 409 || status === 422;
    chosen = again ? Array.from(dialog.querySelectorAll("input[type=file]")) : [];
    if (status < 400 || again) return;
    event.detail.isError = event.detail.shouldSwap = false;
    refuse(event.detail.xhr.responseText);
  });
  dialog.addEventListener("htmx:afterSwap", function (event) {
    stale = stale || event.detail.requestConfig.verb === "post" && event.detail.xhr.status === 200;
    show();
    keepFiles(chosen);
    dialog.scrollTop = 0;
    var field = first();
    if (field) field.focus();
    if (place) dialog.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("htmx:sendError", function (event) {
    if (event.detail.target === dialog) refuse("");
  });

  document.addEventListener("written", function (event) {
    shut();
    toast("done", event.detail.words);
    renew().then(function () { giveBack(event.detail.at); });
  });
  document.addEventListener("refused", function (event) {
    shut();
    toast("refused", event.detail.words);
    renew().then(function () { giveBack(event.detail.at); });
  });

  // --- what is pressed

  document.addEventListener("click", function (event) {
    if (!event.target.closest || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var close = event.target.closest("#dialog [data-close]");
    var link = event.target.closest("a[data-dialog]");
    if (!close && !link) return;
    event.preventDefault();
    if (close) leave();
    else if (!link.getAttribute("aria-busy")) load(link);
  });

  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[data-dialog]") || event.defaultPrevented) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  dialog.addEventListener("cancel", function (event) {
    if (event.target !== dialog) return;
    event.preventDefault();
    leave();
  });
  dialog.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      var form = event.target.closest("form");
      if (form) form.requestSubmit();
    }
  });
})();
