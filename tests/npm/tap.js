// tap.js FILE: prints what a strict TAP parser makes of it, a line a test and the counts.
'use strict';
const fs = require('fs');
const {Parser} = require('tap-parser');
const p = new Parser({strict: true}, (r) => {
	console.log(`${r.count} tests, ${r.pass} pass, ${r.fail} fail, ${r.skip} skip, ${r.todo} todo`);
	for (const f of r.failures)
		if (f.tapError)
			console.log('error:', JSON.stringify(f.tapError));
});
p.on('extra', (line) => console.log('no TAP:', JSON.stringify(line)));
const ascii = (s) => s.replace(/[^ -~]/g,
	(c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
p.on('assert', (t) => console.log(ascii(JSON.stringify(
	{ok: t.ok, id: t.id, name: t.name, skip: t.skip, findings: t.diag && t.diag.findings}))));
p.end(fs.readFileSync(process.argv[2]));
