/* My units: the chosen units, kept in the browser; each one's data is a script of its own in papers/. */
(function () {
  'use strict';
  var KEY = 'unit-atlas-units', ID = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/, SVG = 'http://www.w3.org/2000/svg';
  var root = document.body.dataset.root;
  var atlas = window.unitAtlas, say = atlas.say, fill = atlas.fill;
  var find = function (name) { return document.querySelector('[data-' + name + ']'); };
  var make = function (tag, text, kind) {
    var node = document.createElement(tag);
    if (text !== undefined && text !== null) { node.textContent = text; }
    if (kind) { node.className = kind; }
    return node;
  };
  /* A text of a document. */
  var quoted = function (tag, text, kind) { var node = make(tag, text, kind); node.lang = 'en-GB'; return node; };
  var put = function (parent, children) { children.forEach(function (child) { parent.appendChild(child); }); return parent; };

  var tell = function (text) { var note = find('unkept'); note.textContent = text; note.hidden = false; say(text); };
  var unkept = function () { tell(_('This browser does not keep the list for this page. Export it before you leave.')); };
  var read = function () {
    try {
      var found = JSON.parse(localStorage.getItem(KEY) || '[]');
      return Array.isArray(found) ? chosen(found) : [];
    } catch (refused) { unkept(); return []; }
  };
  var keep = function () { try { localStorage.setItem(KEY, JSON.stringify(ids)); } catch (refused) { unkept(); } };
  var chosen = function (list) {
    return list.filter(function (id, at) { return typeof id === 'string' && ID.test(id) && list.indexOf(id) === at; });
  };

  var records = {}, ids = read();
  window.unitAtlasPaper = function (record) { records[record.id] = record; };
  var load = function (done) {
    var wanted = ids.filter(function (id) { return !(id in records); }), open = wanted.length;
    var ended = function () { open -= 1; if (open <= 0) { done(); } };
    if (!open) { done(); }
    wanted.forEach(function (id) {
      var script = document.createElement('script');
      script.src = root + 'papers/' + id + '.js';
      script.onload = ended;
      script.onerror = function () { records[id] = null; ended(); };
      document.head.appendChild(script);
    });
  };

  var bar = function (part, whole) {
    var svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 100 8');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    [['of', 100], ['', whole ? 100 * part / whole : 0]].forEach(function (piece) {
      var rect = document.createElementNS(SVG, 'rect');
      rect.setAttribute('height', 8);
      rect.setAttribute('width', piece[1]);
      if (piece[0]) { rect.setAttribute('class', piece[0]); }
      svg.appendChild(rect);
    });
    return svg;
  };
  var button = function (sign, label, title, act, idle) {
    var node = make('button', sign, 'btn tiny');
    node.type = 'button';
    node.setAttribute('aria-label', fill(_('%(act)s: %(title)s'), { act: label, title: title }));
    node.title = label;
    node.disabled = Boolean(idle);
    node.addEventListener('click', act);
    return node;
  };
  var change = function (at, id, to) {
    var title = (records[id] || { title: id }).title;
    ids.splice(at, 1);
    if (to !== null) { ids.splice(to, 0, id); }
    keep();
    show();
    say(fill(to === null ? _('Removed: %(title)s') : _('Moved: %(title)s'), { title: title }));
    var rows = document.querySelectorAll('[data-rows] tr'), next = rows[Math.min(to === null ? at : to, rows.length - 1)];
    if (next) { next.querySelector('button:enabled').focus(); } else { find('export').focus(); }
  };
  var cell = function (text, label, kind) { var node = make('td', text, kind); node.dataset.l = label; return node; };
  var row = function (id, at, hours) {
    var record = records[id], line = make('tr'), name = make('th'), acts = make('td', null, 'do');
    var heads = Array.prototype.map.call(document.querySelectorAll('[data-list] thead th'), function (head) { return head.textContent; });
    var title = record ? record.title : id;
    name.scope = 'row';
    if (record) {
      var link = quoted('a', record.title), papers = make('a', _('Papers'));
      link.href = root + record.page;
      papers.href = root + record.papers;
      put(name, [link, put(make('span', null, 'why'), [quoted('span', record.body + ' · '), papers])]);
      if (record.doubts) { name.appendChild(make('span', record.doubts, 'why')); }
    } else { put(name, [make('span', id), make('span', _('not in this library'), 'why')]); }
    var known = record || {}, shown = function (value) { return value === null || value === undefined ? _('not printed') : value; };
    var share = make('td', null, 'hours');
    if (record && record.glh !== null) { share.appendChild(bar(record.glh, hours)); }
    put(acts, [
      button('↑', _('Move up'), title, function () { change(at, id, at - 1); }, at === 0),
      button('↓', _('Move down'), title, function () { change(at, id, at + 1); }, at === ids.length - 1),
      button('×', _('Remove'), title, function () { change(at, id, null); })
    ]);
    return put(line, [name, cell(shown(known.level), heads[1]), cell(shown(known.credit), heads[2], 'num'), cell(shown(known.glh), heads[3], 'num'), share, acts]);
  };
  var sum = function (field) { return ids.reduce(function (total, id) { return total + ((records[id] || {})[field] || 0); }, 0); };
  var lacking = function (field) {
    return ids.filter(function (id) { return !records[id] || records[id][field] === null; }).map(function (id) { return records[id] ? records[id].title : id; });
  };

  var show = function () {
    var rows = find('rows'), none = find('none'), total = make('tr', null, 'sum'), label = make('th', _('Total of what is printed'));
    rows.replaceChildren();
    ids.forEach(function (id, at) { rows.appendChild(row(id, at, sum('glh'))); });
    none.textContent = _('No unit is chosen yet. Open a unit and press “Add to my units”, or import a file.');
    none.hidden = ids.length > 0;
    find('list').hidden = !ids.length;
    label.scope = 'row';
    put(total, [label, make('td'), make('td', sum('credit'), 'num'), make('td', sum('glh'), 'num'), make('td'), make('td')]);
    find('sum').replaceChildren(total);
    var gaps = [[_('No credit is printed for %(titles)s.'), lacking('credit')], [_('No guided learning hours are printed for %(titles)s.'), lacking('glh')]].filter(function (gap) { return gap[1].length; });
    find('gaps').replaceChildren.apply(find('gaps'), gaps.map(function (gap) { return make('p', fill(gap[0], { titles: gap[1].join(', ') })); }));
    pack();
  };

  var blanks = function (labels) { return put(make('div', null, 'blanks'), labels.map(function (label) { return make('div', label); })); };
  var opening = function (record, paper, labels) {
    var head = put(make('div'), [make('p', paper, 'eyebrow quiet'), quoted('h2', record.title), put(make('p'), [quoted('span', record.body), document.createTextNode(', ' + record.facts)])]);
    if (record.doubts) { head.appendChild(make('p', record.doubts, 'small')); }
    return labels ? [head, blanks(labels)] : [head];
  };
  var headCell = function (text, span, kind) {
    var node = make('th', text, kind);
    node.scope = span ? 'colgroup' : 'col';
    if (span) { node.colSpan = span; }
    return node;
  };
  var named = function (record) { return record.title + ', ' + record.body; };
  var foot = function (record, width) {
    var line = make('td', 'Unit Atlas · ' + record.origin + ' · ' + find('pack').dataset.date);
    line.colSpan = width;
    return put(make('tfoot', null, 'print-only'), [put(make('tr'), [line])]);
  };
  var grid = function (record, outcomes, signers, part) {
    var table = make('table', null, 'grid'), top = make('tr'), second = make('tr'), learner = headCell(_('Learner'), 0, 'left'), body = make('tbody'), columns = signers.length;
    learner.rowSpan = 2;
    top.appendChild(learner);
    outcomes.forEach(function (outcome) {
      top.appendChild(headCell(_('LO') + ' ' + outcome[0], outcome[1].length));
      outcome[1].forEach(function (number) { columns += 1; second.appendChild(headCell(number)); });
    });
    if (signers.length) { top.appendChild(headCell(_('Signed'), signers.length)); }
    signers.forEach(function (signer) { var short = make('abbr', signer[1]); short.title = signer[0]; second.appendChild(put(headCell(), [short])); });
    for (var line = 1; line <= find('pack').dataset.learners; line += 1) {
      var name = make('th', line);
      name.scope = 'row';
      var cells = [name];
      for (var column = 0; column < columns; column += 1) { cells.push(make('td')); }
      body.appendChild(put(make('tr'), cells));
    }
    var box = make('section', null, 'scroll');
    box.tabIndex = 0;
    box.setAttribute('aria-label', fill(_('Tracking grid %(number)s: %(unit)s'), { number: part, unit: named(record) }));
    return put(box, [put(table, [put(make('thead'), [top, second]), body, foot(record, columns + 1)])]);
  };
  var ranged = function (node, text, width) {
    node.colSpan = width;
    return put(node, [put(make('p', null, 'small'), [make('b', _('Range: what must be covered') + ': '), quoted('span', text)])]);
  };
  var criteria = function (record, extra) {
    var table = make('table', null, 'fill cards'), head = [headCell(_('No.')), headCell(_('Assessment criterion: the learner can'))];
    extra.forEach(function (name, at) { head.push(headCell(name, 0, at ? 'when' : 'ev')); });
    table.appendChild(put(make('thead'), [put(make('tr'), head)]));
    record.outcomes.forEach(function (outcome) {
      var group = headCell(null, head.length), body = make('tbody');
      group.scope = 'rowgroup';
      put(group, [make('b', _('LO') + ' ' + outcome[0] + ' '), quoted('span', outcome[1])]);
      body.appendChild(put(make('tr', null, 'lo'), [group]));
      if (outcome[2]) { body.appendChild(put(make('tr'), [make('td'), ranged(make('td'), outcome[2], head.length - 1)])); }
      outcome[3].forEach(function (criterion) {
        var text = put(make('td'), [quoted('p', criterion[1])]);
        if (criterion[3]) { text.appendChild(quoted('span', criterion[3], 'chip')); }
        if (criterion[4]) { ranged(text, criterion[4], 1); }
        if (criterion[2].length) { text.appendChild(put(make('ul', null, 'items'), criterion[2].map(function (item) { return quoted('li', item); }))); }
        body.appendChild(put(make('tr'), [make('td', criterion[0], 'no'), text].concat(extra.map(function () { return make('td'); }))));
      });
      table.appendChild(body);
    });
    table.appendChild(foot(record, head.length));
    return table;
  };
  var signing = function (record) { return record.signed.filter(function (signer) { return signer[1]; }); };
  var letters = function (record) {
    return put(make('p', null, 'small letters'), signing(record).map(function (signer) { return put(make('span'), [make('b', signer[1]), document.createTextNode(' ' + signer[0])]); }));
  };
  var names = { tracking: _('Tracking sheet'), record: _('Evidence record'), criteria: _('Criteria in full') };
  var papers = {
    tracking: function (record) {
      var last = record.grids.length - 1;
      return opening(record, names.tracking, [_('Centre'), _('Group'), _('Assessor'), _('Internal quality assurer')]).concat([letters(record)], record.grids.map(function (outcomes, at) {
        return grid(record, outcomes, at === last ? signing(record) : [], at + 1);
      }));
    },
    record: function (record) {
      var because = record.signed.filter(function (signer) { return signer[2]; }).map(function (signer) { return put(make('p', signer[0] + ': ', 'small'), [quoted('span', '“' + signer[2] + '”')]); });
      var lines = blanks(record.signed.map(function (signer) { return signer[0] + ': ' + _('signature and date'); }));
      return opening(record, names.record, [_('Learner'), _('Registration number'), _('Centre'), _('Assessor')])
        .concat([criteria(record, [_('Evidence: what, and where it is kept'), _('Date met'), _('Assessor')])], because, [lines]);
    },
    criteria: function (record) { return opening(record, names.criteria).concat([criteria(record, [])]); }
  };
  var pack = function () {
    var place = find('pack');
    place.replaceChildren();
    ids.filter(function (id) { return records[id]; }).forEach(function (id) {
      Object.keys(papers).filter(function (paper) { return document.querySelector('[name="' + paper + '"]').checked; }).forEach(function (paper) {
        var sheet = make('section', null, paper === 'tracking' ? 'paper sheet wide' : 'paper sheet');
        sheet.setAttribute('aria-label', fill(_('%(paper)s: %(unit)s'), { paper: names[paper], unit: named(records[id]) }));
        place.appendChild(put(sheet, papers[paper](records[id])));
      });
    });
    find('print').disabled = !place.firstChild;
    if (!place.firstChild) { place.appendChild(make('p', _('Nothing to print: choose a unit and at least one paper.'), 'print-only')); }
  };

  var save = function () {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ 'unit-atlas-units': 1, units: ids }, null, 2) + '\n'], { type: 'application/json' }));
    link.download = 'my-units.json';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  };
  var added = function (text) {
    var list = null;
    try { list = JSON.parse(text); } catch (broken) { list = null; }
    if (!list || list['unit-atlas-units'] !== 1 || !Array.isArray(list.units)) { tell(_('The file was not read: a list exported from this page was expected.')); return; }
    var before = ids.length, odd = list.units.filter(function (id) { return typeof id !== 'string' || !ID.test(id); });
    if (odd.length) { tell(fill(_('Not an id of a unit, and left out: %(ids)s'), { ids: odd.map(String).join(', ').slice(0, 200) })); }
    ids = chosen(ids.concat(list.units));
    keep();
    load(function () { show(); say(fill(_('Units added from the file: %(number)s'), { number: ids.length - before })); });
  };
  document.getElementById('import').addEventListener('change', function (event) {
    var reader = new FileReader();
    reader.onload = function () { find('unkept').hidden = true; added(String(reader.result)); event.target.value = ''; };
    if (event.target.files[0]) { reader.readAsText(event.target.files[0]); }
  });
  find('export').addEventListener('click', save);
  find('print').addEventListener('click', function () { window.print(); });
  find('clear').addEventListener('click', function () { if (!ids.length || window.confirm(_('Remove all units from the list?'))) { ids = []; keep(); show(); say(_('The list is empty.')); } });
  document.querySelectorAll('.choose input').forEach(function (box) { box.addEventListener('change', pack); });
  document.querySelectorAll('[data-tools]').forEach(function (tools) { tools.hidden = false; });
  load(show);
}());
