/* Builds the index of each library from documents.json: `node rivals.js FOLDER` writes FOLDER/minisearch and FOLDER/lunr. */
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const lunr = require('lunr');
const MiniSearch = require('minisearch');

const documents = JSON.parse(fs.readFileSync('documents.json', 'utf8'));
vm.runInThisContext(fs.readFileSync(path.join(__dirname, 'options.js'), 'utf8'));

function write(name, library, text) {
  const folder = path.join(process.argv[2], name);
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join('node_modules', library), path.join(folder, 'library.js'));
  fs.writeFileSync(path.join(folder, 'index.js'), text);
}
function constant(name, value) { return `var ${name} = ${JSON.stringify(value)};\n`; }

const mini = new MiniSearch(OPTIONS);
mini.addAll(documents);
write('minisearch', 'minisearch/dist/umd/index.js', constant('INDEX', JSON.stringify(mini)));

const index = lunr(function () {
  this.ref('id');
  OPTIONS.fields.forEach((field) => this.field(field, { boost: BOOST[field] }));
  documents.forEach((each) => this.add(each));
});
const store = documents.map(({ title, page, level }) => ({ title, page, level }));
write('lunr', 'lunr/lunr.min.js', constant('INDEX', JSON.stringify(index)) + constant('STORE', store));
