var OPTIONS = { fields: ['title', 'key', 'rows', 'prose'], storeFields: ['title', 'page', 'level'] };
var BOOST = { title: 12, key: 10, rows: 4, prose: 1 };
