// Sends a form with files itself: shows how far it is, and when the line breaks tries again until it is through. The form
// carries a key, so that what arrived before the line broke is not written twice. Without this script the form is sent
// plainly. Acts on forms that hold [data-upload] (files_input.html); the server's side is branches/views/answers.py.
(function () {
  "use strict";

  var FIRST_PAUSE = 2000; // milliseconds; doubled after each try
  var LONGEST_PAUSE = 30000;
  var SILENCE = 60000; // without a sign of life for so long a line counts as broken
  var UNREACHED = { 0: true, 502: true, 503: true, 504: true };
  var SWAPPED = { 200: true, 409: true, 422: true };
  var running = new Map(); // form -> what is being sent

  function part(form, name) { return form.querySelector("[data-upload-" + name + "]"); }

  function say(form, state, percent) {
    var panel = form.querySelector("[data-upload]");
    var bar = panel.querySelector("progress");
    var stuck = state === "offline" || state === "failed" || state === "signedOut";
    if (panel.hidden) {
      panel.hidden = false;
      panel.scrollIntoView({ block: "center" });
    }
    panel.classList.toggle("is-stuck", stuck);
    part(form, "says").textContent = panel.dataset[state] + (state === "sending" ? " " + percent + "%" : "");
    part(form, "offline").hidden = state !== "offline";
    part(form, "choice").hidden = !stuck;
    bar.hidden = stuck;
    if (state === "sending") bar.value = percent;
    else bar.removeAttribute("value");
  }

  function lock(form, is) {
    form.classList.toggle("is-sending", is);
    form.querySelectorAll("[type=submit]").forEach(function (button) {
      if (is) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    });
  }

  function stop(form) {
    var sending = running.get(form);
    if (!sending) return;
    running.delete(form);
    clearTimeout(sending.timer);
    clearTimeout(sending.silence);
    if (sending.xhr) sending.xhr.abort();
    form.querySelector("[data-upload]").hidden = true;
    lock(form, false);
  }

  // --- one try

  // A sign-in in another window changes the token; the one in the cookie is always the newest.
  function token() {
    var found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return found && decodeURIComponent(found[1]);
  }

  function attempt(form) {
    var sending = running.get(form);
    var xhr = sending.xhr = new XMLHttpRequest();
    clearTimeout(sending.timer);
    if (token()) sending.data.set("csrfmiddlewaretoken", token());
    xhr.open("POST", form.action);
    xhr.setRequestHeader("X-Upload", "1");
    if (form.hasAttribute("data-dialog")) {
      xhr.setRequestHeader("HX-Request", "true");
      xhr.setRequestHeader("HX-Target", "dialog");
    }
    xhr.upload.addEventListener("progress", function (event) {
      if (running.get(form) !== sending) return;
      watch(form, sending);
      if (event.lengthComputable) say(form, "sending", Math.floor(event.loaded * 100 / event.total));
    });
    xhr.upload.addEventListener("load", function () {
      if (running.get(form) !== sending) return;
      watch(form, sending);
      say(form, "saving");
    });
    xhr.addEventListener("loadend", function () {
      clearTimeout(sending.silence);
      if (running.get(form) === sending && sending.xhr === xhr) answered(form, sending, xhr);
    });
    say(form, "sending", 0);
    watch(form, sending);
    xhr.send(sending.data);
  }

  function watch(form, sending) {
    clearTimeout(sending.silence);
    sending.silence = setTimeout(function () { sending.xhr.abort(); }, SILENCE);
  }

  // It is said that nothing is lost when that is so: after the form was kept in the browser.
  function again(form, sending) {
    Promise.resolve(window.outbox && window.outbox.keep(form, sending.data)).then(function () {
      if (running.get(form) === sending) say(form, "offline");
    });
    sending.timer = setTimeout(function () { attempt(form); }, sending.pause);
    sending.pause = Math.min(sending.pause * 2, LONGEST_PAUSE);
  }

  // --- what came back

  function answered(form, sending, xhr) {
    if (UNREACHED[xhr.status]) return again(form, sending);
    if (xhr.status === 201 || xhr.status === 204) return arrived(form, xhr);
    if (xhr.status === 200 && new URL(xhr.responseURL).pathname !== new URL(form.action).pathname) {
      return say(form, "signedOut");
    }
    if (!SWAPPED[xhr.status] || !swap(form, xhr.responseText)) say(form, "failed");
  }

  function arrived(form, xhr) {
    running.delete(form);
    Promise.resolve(window.outbox && window.outbox.drop(form)).then(function () {
      if (xhr.status === 201) leave(xhr.getResponseHeader("Location"));
      else tell(xhr.getResponseHeader("HX-Trigger"));
    });
  }

  function leave(address) {
    var there = new URL(address, location.href);
    if (there.pathname === location.pathname && there.search === location.search) {
      location.hash = there.hash;
      location.reload();
    } else {
      location.assign(there.href);
    }
  }

  function tell(events) {
    Object.entries(JSON.parse(events || "{}")).forEach(function (pair) {
      document.dispatchEvent(new CustomEvent(pair[0], { detail: pair[1] }));
    });
  }

  // The form comes back with what is wrong with it; the files that were chosen stay chosen.
  function swap(form, text) {
    var next = new DOMParser().parseFromString(text, "text/html").querySelector(".form-page");
    var old = form.closest(".form-page");
    if (!next || !old) return false;
    var files = form.querySelector("input[type=file]").files;
    stop(form);
    old.replaceWith(next);
    var input = next.querySelector("input[type=file]");
    if (input && files.length) {
      input.files = files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (window.htmx) {
      htmx.process(next);
      htmx.trigger(next, "htmx:load", { elt: next });
    }
    var first = next.querySelector(".error-summary") || next.querySelector("[role=alert]");
    if (first) {
      first.setAttribute("tabindex", "-1");
      first.focus();
    }
    return true;
  }

  // --- what is pressed

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || !form.querySelector("[data-upload]") || !window.FormData) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (running.has(form)) return;
    running.set(form, { data: new FormData(form, event.submitter), pause: FIRST_PAUSE });
    lock(form, true);
    attempt(form);
  }, true);

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-upload-now], [data-upload-stop]");
    if (!button) return;
    if (button.hasAttribute("data-upload-stop")) {
      stop(button.form);
      if (window.outbox) window.outbox.drop(button.form);
    }
    else if (running.has(button.form)) attempt(button.form);
  });

  window.addEventListener("online", function () {
    running.forEach(function (sending, form) {
      if (form.querySelector(".upload.is-stuck")) attempt(form);
    });
  });

  window.addEventListener("beforeunload", function (event) {
    if (running.size) event.preventDefault();
  });
})();
