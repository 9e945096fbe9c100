/* The button of a unit page that adds it to "My units" and takes it out again. */
(function () {
  'use strict';
  var mine = function (change) {
    var list = [];
    try {
      list = JSON.parse(localStorage.getItem('unit-atlas-units') || '[]');
      if (!Array.isArray(list)) { list = []; }
      if (change) { list = change(list); localStorage.setItem('unit-atlas-units', JSON.stringify(list)); }
    } catch (refused) { return null; }
    return list;
  };
  document.querySelectorAll('[data-mine]').forEach(function (button) {
    var id = button.dataset.mine, add = button.textContent, list = mine();
    var show = function () { var taken = list.indexOf(id) >= 0; button.textContent = taken ? button.dataset.taken : add; };
    button.hidden = false;
    if (!list) { button.disabled = true; button.title = button.dataset.refused; return; }
    show();
    button.addEventListener('click', function () {
      list = mine(function (now) { return now.indexOf(id) < 0 ? now.concat(id) : now.filter(function (other) { return other !== id; }); }) || list;
      show();
      unitAtlas.say(button.textContent);
    });
  });
}());
