// ajv.js SCHEMA FILE...: says which of the JSON files are valid by the schema (draft 2020-12,
// formats asserted), a line a file: "FILE: valid", or what is wrong.
'use strict';
const fs = require('fs');
const Ajv = require('ajv/dist/2020').default;
const read = (f) => JSON.parse(fs.readFileSync(f, 'utf8'));
const ajv = new Ajv({strict: false});
require('ajv-formats').default(ajv);
const valid = ajv.compile(read(process.argv[2]));
for (const f of process.argv.slice(3))
	console.log(`${f}: ${valid(read(f)) ? 'valid' : ajv.errorsText(valid.errors)}`);
