// After an @ the people who see the folder are offered: textarea[data-mentions], and the tick list [data-people] beside it,
// which holds who they are. Arrows choose, Enter or Tab takes, Escape leaves. Without this script the list is ticked.
(function () {
  "use strict";

  var MOST = 6;
  var list = null; // the open list of offers
  var number = 0;

  function people(area) {
    var box = area.form.querySelector("[data-people]");
    return box ? Array.from(box.querySelectorAll("label")).map(function (label) {
      var words = label.textContent.trim().replace(/\s+/g, " ");
      var username = words.slice(words.lastIndexOf("@") + 1);
      return { words: words, name: words.split(" · ")[0], username: username };
    }) : [];
  }

  // What was typed after the last @ before the cursor; null where there is none.
  function wanted(area) {
    var found = /(?:^|[^0-9A-Za-z._%+-])@([^\s@]{0,20})$/.exec(area.value.slice(0, area.selectionStart));
    return found ? found[1].toLowerCase() : null;
  }

  function close(area) {
    if (list) list.remove();
    list = null;
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
  }

  function mark(area, to) {
    var items = list.children;
    number = (to + items.length) % items.length;
    Array.from(items).forEach(function (item, place) { item.setAttribute("aria-selected", String(place === number)); });
    area.setAttribute("aria-activedescendant", items[number].id);
  }

  function take(area, item) {
    var start = area.value.slice(0, area.selectionStart).lastIndexOf("@");
    area.setRangeText("@" + item.dataset.handle + " ", start, area.selectionStart, "end");
    close(area);
    area.focus();
  }

  function offer(area) {
    var typed = wanted(area);
    var all = people(area);
    var fit = typed === null ? [] : all.filter(function (one) {
      return one.name.toLowerCase().indexOf(typed) === 0 || one.username.toLowerCase().indexOf(typed) === 0;
    }).slice(0, MOST);
    close(area);
    if (!fit.length) return;
    list = document.createElement("ul");
    list.className = "mention-list";
    list.id = area.id + "-people";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", area.form.querySelector("[data-people] summary").textContent.trim());
    fit.forEach(function (one, place) {
      var item = document.createElement("li");
      var same = all.filter(function (other) { return other.name === one.name; }).length > 1;
      item.id = list.id + "-" + place;
      item.setAttribute("role", "option");
      item.textContent = one.words;
      item.dataset.handle = same ? one.username : one.name;
      list.append(item);
    });
    area.setAttribute("aria-controls", list.id);
    area.after(list);
    mark(area, 0);
  }

  function isArea(node) { return node.matches && node.matches("textarea[data-mentions]"); }

  document.addEventListener("focusin", function (event) {
    if (isArea(event.target)) event.target.setAttribute("aria-autocomplete", "list");
  });
  document.addEventListener("input", function (event) { if (isArea(event.target)) offer(event.target); });
  document.addEventListener("focusout", function (event) { if (isArea(event.target) && list) close(event.target); });
  document.addEventListener("mousedown", function (event) {
    var item = list && event.target.closest("[role=option]");
    if (!item || item.parentNode !== list) return;
    event.preventDefault();
    take(list.previousElementSibling, item);
  });

  // Before the dialog hears of it: Escape closes the list first.
  document.addEventListener("keydown", function (event) {
    if (!list || !isArea(event.target) || event.isComposing) return;
    if (event.key === "ArrowDown") mark(event.target, number + 1);
    else if (event.key === "ArrowUp") mark(event.target, number - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(event.target, list.children[number]);
    else if (event.key === "Escape") close(event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
