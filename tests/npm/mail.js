// mail.js MAIL...: what mailparser makes of each, as a line of JSON.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const {simpleParser} = require('mailparser');
const person = (p) => p && {address: p.value[0].address, name: p.value[0].name};
const show = (m) => console.log(JSON.stringify({
	message_id: m.messageId, to: person(m.to), from: person(m.from),
	date: m.date.toISOString().replace('.000', ''), subject: m.subject, text: m.text, html: m.html,
	attachments: m.attachments.map((a) => ({
		name: a.filename, type: a.contentType, bytes: a.content.length,
		sha256: crypto.createHash('sha256').update(a.content).digest('hex'),
	})),
}));
(async () => {
	for (const file of process.argv.slice(2))
		show(await simpleParser(fs.readFileSync(file), {skipHtmlToText: true}));
})();
