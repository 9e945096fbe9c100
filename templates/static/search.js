/* Search in the files that the build wrote: loaded as scripts, so that it works from a disk. Texts only ever become text nodes. */
(function () {
  'use strict';
  var ROW = 3, WEIGHTS = [12, 10, 1], CRITERION = 4, SAME_ROW = 8, SHOWN = 6, PAUSE = 100, SHORTEST_CORRECTED = 4, UNIT_REFERENCE = /^[a-z]\d{7}$/;
  var STOP = new Set('a an and are as at be by for from has have how if in into is it its may must of on or own so that the their them then there these they this to up was what when where which who will with'.split(' '));
  var base = document.body.dataset.root;
  var meta, shards = {}, spelling = {}, heads = {}, rows = {}, facets = {}, waiting = {};

  /* ---- files ---- */
  var atlas = window.unitAtlas = Object.assign(window.unitAtlas || {}, {
    meta: function (data) { meta = data; },
    terms: function (data) { shards[data[0]] = { words: data[1], keys: data[2] }; },
    spelling: function (data) { spelling[data[0]] = data[1]; },
    heads: function (data) { heads[data[0]] = data[1]; },
    rows: function (data) { rows[data[0]] = data[1]; },
    facet: function (data) { facets[data[0]] = data[1]; },
    facets: facets
  });
  function load(name) {
    waiting[name] = waiting[name] || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = base + 'search/' + name + '.js';
      script.onload = resolve;
      script.onerror = function () { delete waiting[name]; reject(new Error(name)); };
      document.head.appendChild(script);
    });
    return waiting[name];
  }
  function loadAll(names) { return Promise.all(names.map(load)); }
  function loadShards(words) {
    return loadAll([].concat.apply([], words.map(shardsFor)).map(function (name) { return 'terms-' + name; }));
  }
  function shardsFor(word) {
    return meta.shards.filter(function (name) { return name.startsWith(word) || word.startsWith(name); });
  }
  function chunk(kind, unit) { return Math.floor(unit / meta.chunks[kind]); }
  function record(unit) { return heads[chunk('heads', unit)][unit % meta.chunks.heads]; }
  function row(unit, at) { return rows[chunk('rows', unit)][unit % meta.chunks.rows][at]; }
  function loadHeads(hits) { return loadAll(hits.map(function (hit) { return 'heads-' + chunk('heads', hit.unit); })); }
  function loadAllHeads() {
    return loadAll(Array.from({ length: Math.ceil(meta.units / meta.chunks.heads) }, function (_, at) { return 'heads-' + at; }));
  }
  function loadRows(hits) {
    var some = hits.filter(function (hit) { return rowsOf(hit, 1).length; });
    return loadAll(some.map(function (hit) { return 'rows-' + chunk('rows', hit.unit); }));
  }
  function loadRecords(hits) { return Promise.all([loadHeads(hits), loadRows(hits)]); }
  /* Numbers written as letters, and lists of units as distances: packed() and _gaps() of the build. */
  function Numbers(text) { this.text = text; this.at = 0; }
  Numbers.prototype.next = function () {
    for (var value = 0, shift = 0, code = 32; code > 31; shift += 5) {
      code = this.text.charCodeAt(this.at) - 63;
      this.at += 1;
      value |= (code & 31) << shift;
    }
    return value;
  };
  function unitsOf(text) {
    var found = [], unit = 0;
    for (var numbers = new Numbers(text); numbers.at < text.length;) { found.push(unit += numbers.next()); }
    return found;
  }

  /* ---- words: the same as fold() and compact() of the build ---- */
  function plain(text) { return text.toLowerCase().replace(/[’'ʼ]/g, '').normalize('NFKD').replace(/[^\x00-\x7f]/g, ''); }
  function singular(word) { return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word; }
  function fold(text) { return (plain(text).match(/[a-z0-9]+/g) || []).map(singular); }
  function compact(text) { return (text.toLowerCase().match(/[a-z0-9]+/g) || []).join(''); }
  function wordsOf(query) {
    return Array.from(new Set(fold(query).filter(function (word) { return word.length > 1 && !STOP.has(word); })));
  }

  /* ---- finding ---- */
  function find(query) {
    var key = compact(query), words = UNIT_REFERENCE.test(key) ? [] : wordsOf(query);
    return load('meta').then(function () { return lookUp(words, key); }).then(function (result) {
      return result.hits.length && !result.partly ? result : corrected(words, key, result);
    });
  }
  function lookUp(words, key) {
    return loadShards(/\d/.test(key) && key.length > 1 ? words.concat(key) : words).then(function () {
      var found = new Found(words), exact = exactUnits(key), all = found.hits(words.length), partly = !all.length && words.length > 1;
      var hits = (partly ? found.hits(1) : all).filter(function (hit) { return exact.indexOf(hit.unit) < 0; });
      hits.sort(function (a, b) { return b.score - a.score || a.unit - b.unit; });
      hits = exact.map(function (unit) { return { unit: unit, found: found }; }).concat(hits);
      return { hits: hits, exact: exact.length, partly: partly && hits.length > exact.length, words: words, unknown: found.unknown, fixes: [] };
    });
  }
  function exactUnits(key) {
    var whole = [], begun = [];
    if (!/\d/.test(key)) { return whole; }
    shardsFor(key).forEach(function (name) {
      var keys = shards[name] ? shards[name].keys : {};
      Object.keys(keys).forEach(function (known) {
        if (known === key) { whole = unitsOf(keys[known]); } else if (key.length > 3 && known.startsWith(key)) { begun = begun.concat(unitsOf(keys[known])); }
      });
    });
    return Array.from(new Set(whole.concat(begun)));
  }
  /* By unit the sum of the best weight of each word, and by row of its table how many of the words stand there. */
  function Found(words) {
    this.score = new Float32Array(meta.units);
    this.best = new Float32Array(meta.units);
    this.last = new Uint16Array(meta.units);
    this.words = new Uint16Array(meta.units);
    this.rowLast = new Uint16Array(meta.units * meta.rows);
    this.rowWords = new Uint16Array(meta.units * meta.rows);
    this.wanted = words.length;
    this.unknown = words.filter(function (word, number) { return !this.gather(word, number + 1); }, this);
  }
  Found.prototype.gather = function (word, number) {
    var known = false;
    shardsFor(word).forEach(function (name) {
      var list = shards[name].words;
      Object.keys(list).forEach(function (term) {
        if (term.startsWith(word)) { known = true; this.read(list[term], term === word ? 1.5 : 1, number); }
      }, this);
    }, this);
    return known;
  };
  Found.prototype.read = function (text, factor, number) {
    for (var numbers = new Numbers(text), unit = 0; numbers.at < text.length;) {
      unit += numbers.next();
      for (var place = 0, step = 1; step & 1;) {
        step = numbers.next();
        place += step >> 1;
        this.add(unit, factor * (place < ROW ? WEIGHTS[place] : CRITERION), number);
        if (place >= ROW) { this.addRow(unit * meta.rows + place - ROW, number); }
      }
    }
  };
  Found.prototype.add = function (unit, weight, number) {
    if (this.last[unit] !== number) { this.last[unit] = number; this.words[unit] += 1; this.best[unit] = 0; }
    if (weight > this.best[unit]) { this.score[unit] += weight - this.best[unit]; this.best[unit] = weight; }
  };
  Found.prototype.addRow = function (at, number) {
    if (this.rowLast[at] !== number) { this.rowLast[at] = number; this.rowWords[at] += 1; }
  };
  Found.prototype.hits = function (least) {
    var hits = [];
    for (var unit = 0; least && unit < this.words.length; unit += 1) {
      if (this.words[unit] >= least) { hits.push({ unit: unit, score: this.rank(unit), found: this }); }
    }
    return hits;
  };
  Found.prototype.rank = function (unit) {
    for (var at = unit * meta.rows, end = at + meta.rows; at < end && this.rowWords[at] < this.wanted;) { at += 1; }
    return this.score[unit] + (at < end ? SAME_ROW : 0) + (this.words[unit] < this.wanted ? this.words[unit] * 20 : 0);
  };
  Found.prototype.rowsOf = function (unit) { return this.rowWords.subarray(unit * meta.rows, (unit + 1) * meta.rows); };
  function rowsOf(hit, most) {
    var counts = hit.found ? hit.found.rowsOf(hit.unit) : [], places = [];
    counts.forEach(function (count, at) { if (count) { places.push(at); } });
    return places.sort(function (a, b) { return counts[b] - counts[a] || a - b; }).slice(0, most);
  }

  /* ---- one wrong letter: words that nothing begins with, and references, are looked up in the lists of spellings ---- */
  function corrected(words, key, result) {
    var reference = /\d/.test(key) && key.length > SHORTEST_CORRECTED ? [key] : [];
    var wrong = (!words.length || result.unknown.some(function (word) { return /\d/.test(word); }) ? reference : result.unknown)
      .filter(function (word) { return word.length >= SHORTEST_CORRECTED; });
    return loadSpelling(wrong).then(function () {
      var fixes = wrong.map(function (word) { return [word, nearest(word)]; }).filter(function (fix) { return fix[1]; });
      if (!fixes.length) { return result; }
      var right = new Map(fixes), taken = /\d/.test(key) && right.get(key);
      return lookUp(taken ? [] : Array.from(new Set(words.map(function (word) { return right.get(word) || word; }))), taken || key).then(function (again) {
        again.fixes = fixes;
        return again.hits.length ? again : result;
      });
    });
  }
  function lists(word) {
    return meta.spelling.filter(function (name) { return Math.abs(parseInt(name, 10) - word.length) < 2; });
  }
  function loadSpelling(words) {
    return loadAll([].concat.apply([], words.map(lists)).map(function (name) { return 'spelling-' + name; }));
  }
  function nearest(word) {
    var near = [].concat.apply([], lists(word).map(function (name) { return spelling[name].split(' '); }))
      .filter(function (known) { return oneSlip(word, known); });
    return near.find(function (known) { return known[0] === word[0]; }) || near[0];
  }
  function oneSlip(a, b) {
    var from = 0, endA = a.length, endB = b.length;
    while (from < endA && a[from] === b[from]) { from += 1; }
    while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; }
    var x = a.slice(from, endA), y = b.slice(from, endB);
    return x.length < 2 && y.length < 2 || x.length === 2 && y === x[1] + x[0];
  }

  /* ---- showing ---- */
  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) { node.className = className; }
    if (text !== undefined && text !== null) { node.textContent = text; }
    return node;
  }
  function marked(node, text, words) {
    node.lang = 'en-GB';
    text.split(/([A-Za-z0-9À-ž’'ʼ]+)/).forEach(function (part, odd) {
      var folded = odd % 2 ? fold(part)[0] || '' : '';
      var hit = folded && words.some(function (word) { return folded.startsWith(word); });
      node.appendChild(hit ? make('mark', '', part) : document.createTextNode(part));
    });
    return node;
  }
  function counted(n) { return atlas.fill(ngettext('%(num)s unit', '%(num)s units', n), { num: n.toLocaleString('en-GB') }); }

  function Box(form) {
    var input = form.querySelector('input'), panel = make('div', 'hits'), list = make('div'), hint = make('p', 'hint');
    var active = null, latest = 0, pause, id = input.id + '-hits';
    function set(name, value) { input.setAttribute(name, value); }
    function options() { return Array.from(list.querySelectorAll('[role=option]')); }
    function close() { latest += 1; panel.hidden = true; set('aria-expanded', 'false'); choose(null); }
    function choose(option) {
      active = option;
      options().forEach(function (each) { each.setAttribute('aria-selected', String(each === option)); });
      if (!option) { input.removeAttribute('aria-activedescendant'); return; }
      set('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }
    function option(number, href, parts) {
      var node = make('div');
      node.setAttribute('role', 'option');
      node.setAttribute('aria-selected', 'false');
      node.id = id + '-' + number;
      node.addEventListener('mousedown', function (event) { event.preventDefault(); });
      node.addEventListener('click', function () { location.href = base + href; });
      parts.forEach(function (part) { node.appendChild(part); });
      return node;
    }
    function group(hit, words, number) {
      var unit = record(hit.unit), node = make('div', 'grp');
      node.setAttribute('role', 'group');
      node.setAttribute('aria-label', unit[1]);
      node.appendChild(option(number, unit[0], [
        marked(make('b'), unit[1], words), marked(make('span', 'body ' + unit[4]), unit[3], []),
        make('span', 'small', [unit[5], unit[8]].filter(Boolean).join(' · '))
      ]));
      return node;
    }
    function addRows(result, turn) {
      return loadRows(result.hits.slice(0, SHOWN)).then(function () {
        if (turn !== latest) { return; }
        Array.from(list.children).forEach(function (node, number) {
          var hit = result.hits[number], page = record(hit.unit)[0];
          rowsOf(hit, 2).forEach(function (at, place) {
            var each = row(hit.unit, at), text = marked(make('span'), each[2], result.words);
            node.appendChild(option(number + '-' + place, page + '#' + each[1], [make('span', 'no', each[0]), text]));
          });
        });
        list.removeAttribute('aria-busy');
      });
    }
    function show(result) {
      var total = result.hits.length, found = { units: counted(total), shown: SHOWN };
      var text = !total ? _('Nothing found.') : result.partly ? atlas.fill(_('No unit has all of these words; %(units)s with some.'), found)
        : result.fixes.length ? slips(total, result) + '.' : atlas.fill(_('%(units)s found.'), found);
      if (total > SHOWN && !result.partly) { text += ' ' + atlas.fill(_('The first %(shown)s are here, Enter lists all.'), found); }
      list.textContent = '';
      list.setAttribute('aria-busy', 'true');
      result.hits.slice(0, SHOWN).forEach(function (hit, at) { list.appendChild(group(hit, result.words, at)); });
      hint.textContent = text + ' ' + (total ? _('Up and down arrow keys to move, Enter to open, Escape to close.') : _('Fewer or shorter words find more.'));
      atlas.say(text);
      list.hidden = !total;
      panel.hidden = false;
      set('aria-expanded', String(total > 0));
      choose(result.exact && !result.fixes.length ? options()[0] : null);
    }
    function search() {
      var turn = latest += 1, query = input.value.trim();
      if (query.length < 2) { close(); return; }
      find(query).then(function (result) {
        return loadHeads(result.hits.slice(0, SHOWN)).then(function () {
          if (turn !== latest || document.activeElement !== input) { return; }
          show(result);
          clearTimeout(pause);
          pause = setTimeout(function () { complete(result, turn); }, PAUSE);
        });
      }).catch(failed);
    }
    function complete(result, turn) {
      if (turn === latest) { addRows(result, turn).then(loadAllHeads).catch(failed); }
    }
    function move(event, step) {
      var slots = [null].concat(options());
      event.preventDefault();
      if (panel.hidden) { search(); } else { choose(slots[(slots.indexOf(active) + step + slots.length) % slots.length]); }
    }
    list.id = id;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', _('Search results'));
    [list, hint].forEach(function (node) { panel.appendChild(node); });
    panel.hidden = true;
    form.appendChild(panel);
    set('role', 'combobox');
    set('aria-autocomplete', 'list');
    set('aria-controls', id);
    set('aria-expanded', 'false');
    input.addEventListener('input', search);
    input.addEventListener('blur', close);
    input.addEventListener('keydown', function (event) {
      if (event.key === 'ArrowDown') { move(event, 1); }
      if (event.key === 'ArrowUp') { move(event, -1); }
      if (event.key === 'Escape' && !panel.hidden) { event.preventDefault(); close(); }
      if (event.key === 'Enter' && active && !panel.hidden) { event.preventDefault(); active.click(); }
    });
    form.addEventListener('submit', function (event) {
      if (!atlas.run) { return; }
      event.preventDefault();
      close();
      atlas.run();
    });
    if (document.activeElement === input) { search(); }
  }
  function slips(total, result) {
    var wrong = result.fixes.map(function (fix) { return '“' + fix[0] + '”'; }).join(_(' or ')), right = result.words.join(' ') || result.fixes[0][1].toUpperCase();
    return atlas.fill(_('%(units)s for “%(words)s”, as nothing has %(wrong)s'), { units: counted(total), words: right, wrong: wrong });
  }
  function failed(error) { atlas.say(atlas.fill(_('The search could not load %(file)s'), { file: error.message })); }

  Object.assign(atlas, { find: find, load: load, loadAll: loadAll, loadHeads: loadHeads, loadRecords: loadRecords, record: record, row: row, rowsOf: rowsOf, unitsOf: unitsOf, slips: slips, make: make, marked: marked, counted: counted, failed: failed, size: function () { return meta.units; } });
  Array.from(document.querySelectorAll('[data-search]')).forEach(function (form) { new Box(form); });
}());
