// What could not be sent is kept in the browser, so that it outlives the page: a telephone closes pages as it likes. A note on
// every page leads back to the form, which is filled in again with its key and its files. For upload.js; words and the
// reader's number are in partials/unsent.html. Without a database in the browser nothing is kept, and upload.js warns.
(function () {
  "use strict";

  var STORE = "unsent";
  var KEPT_FOR = 7 * 24 * 60 * 60 * 1000; // milliseconds
  var template = document.getElementById("unsent");
  if (!template || !window.indexedDB) return;
  var reader = template.dataset.reader;

  function done(request) {
    return new Promise(function (yes, no) {
      request.onsuccess = function () { yes(request.result); };
      request.onerror = function () { no(request.error); };
    });
  }

  function store(mode, act) {
    var opening = indexedDB.open("rectification", 1);
    opening.onupgradeneeded = function () { opening.result.createObjectStore(STORE, { keyPath: "form" }); };
    return done(opening).then(function (base) {
      return done(act(base.transaction(STORE, mode).objectStore(STORE))).finally(function () { base.close(); });
    });
  }

  function path(form) { return new URL(form.action).pathname; }

  window.outbox = {
    keep: function (form, data) {
      var values = Array.from(data.entries()).filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
      var record = { form: path(form), reader: reader, at: Date.now(), values: values };
      return store("readwrite", function (all) { return all.put(record); }).catch(function () {});
    },
    drop: function (form) {
      return store("readwrite", function (all) { return all.delete(path(form)); }).catch(function () {});
    },
  };

  function fill(form, record) {
    var files = new DataTransfer();
    var words = record.values.filter(function (pair) {
      if (pair[1] instanceof File && pair[1].size) files.items.add(pair[1]);
      return !(pair[1] instanceof File);
    });
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") return;
      var given = words.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = given.indexOf(field.value) >= 0;
      else if (given.length) field.value = given[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    var input = form.querySelector("input[type=file]");
    if (!files.files.length) return;
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function note(part, record) {
    var found = template.content.querySelector("[data-" + part + "]").cloneNode(true);
    var link = found.querySelector("a");
    if (link) link.href = record.form;
    return found;
  }

  function show(record) {
    var form = Array.from(document.querySelectorAll("main form")).find(function (one) {
      return one.querySelector("[data-upload]") && path(one) === record.form;
    });
    if (!form) return document.querySelector("main h1").parentNode.append(note("elsewhere", record));
    fill(form, record);
    form.before(note("here", record));
    form.previousElementSibling.querySelector("button").addEventListener("click", function (event) {
      window.outbox.drop(form).then(function () { location.reload(); });
      event.target.disabled = true;
    });
  }

  store("readonly", function (all) { return all.getAll(); }).then(function (records) {
    records.forEach(function (record) {
      if (Date.now() - record.at > KEPT_FOR) {
        store("readwrite", function (all) { return all.delete(record.form); });
      } else if (record.reader === reader) {
        show(record);
      }
    });
  }).catch(function () {});
})();
