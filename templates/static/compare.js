/* Filters of a comparison: only differences, by status, by class. The page is whole without them. */
(function () {
  'use strict';
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  var atlas = window.unitAtlas;

  all('[data-filters]').forEach(function (bar) {
    var differ = bar.querySelector('[data-differ]'), choices = all('select', bar), rows = all('tr[data-class]');
    var fits = function (row) {
      return (differ.getAttribute('aria-pressed') !== 'true' || !row.classList.contains('same')) &&
        choices.every(function (choice) { return !choice.value || row.dataset[choice.dataset.by].split(' ').indexOf(choice.value) >= 0; });
    };
    var apply = function () {
      rows.forEach(function (row) { row.hidden = !fits(row); });
      all('[data-group]').forEach(function (group) {
        group.hidden = !group.querySelector('tr[data-class]:not([hidden])');
        all('.lo', group).forEach(function (head) {
          for (var row = head.nextElementSibling; row && row.hidden;) { row = row.nextElementSibling; }
          head.hidden = !row || row.classList.contains('lo');
        });
      });
      var text = atlas.fill(_('%(number)s of %(all)s pairs shown'), { number: rows.filter(fits).length, all: rows.length });
      bar.querySelector('[data-shown]').textContent = text;
      atlas.say(text);
    };
    var showTarget = function () {
      var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !target.closest('[hidden]')) { return; }
      differ.setAttribute('aria-pressed', 'false');
      choices.forEach(function (choice) { choice.value = ''; });
      apply();
      target.scrollIntoView();
    };
    bar.hidden = false;
    differ.addEventListener('click', function () { differ.setAttribute('aria-pressed', String(differ.getAttribute('aria-pressed') !== 'true')); apply(); });
    choices.forEach(function (choice) { choice.addEventListener('change', apply); });
    addEventListener('hashchange', showTarget);
  });
}());
