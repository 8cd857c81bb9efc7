import fc from 'fast-check';
import { expect, test } from 'vitest';
import { XmlScanner } from './xml-scanner.ts';

function scan(
  xml: string,
  chunkUnits = xml.length,
  namespaces?: ReadonlyMap<string, string>,
): { events: string[]; faulty: boolean } {
  const events: string[] = [];
  const scanner = new XmlScanner(
    {
      open: (name, attributes) =>
        void events.push(
          `<${name}${[...attributes.all()].map(([key, value]) => ` ${key}=${value}`).join('')}>`,
        ),
      close: (name) => void events.push(`</${name}>`),
      text: (text) => {
        const last = events.at(-1);
        if (last !== undefined && !last.startsWith('<')) events[events.length - 1] = last + text;
        else events.push(text);
      },
      comment: (text) => void events.push(`<!--${text}`),
      doctype: (text) => void events.push(`<!${text}`),
    },
    namespaces,
  );
  for (let at = 0; at < xml.length; at += Math.max(1, chunkUnits))
    scanner.write(xml.slice(at, at + Math.max(1, chunkUnits)));
  scanner.end();
  return { events, faulty: scanner.faulty };
}

test('elements, attributes in both quotes, entities, sections and comments', () => {
  const xml = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x>">]><a b='1 > 0' c = "&lt;&#x4e2d;&#25991;">t&amp;&e;<![CDATA[<&amp;]]><!-- c --><d/></a>`;
  expect(scan(xml)).toEqual({
    events: [
      '<!DOCTYPE a [<!ENTITY e "x>">]',
      '<a b=1 > 0 c=<中文>',
      't&&e;<&amp;',
      '<!-- c ',
      '<d>',
      '</d>',
      '</a>',
    ],
    faulty: false,
  });
});

test('names come with the prefix of their namespace, whatever the document calls it', () => {
  const known = new Map([
    ['urn:w', 'w'],
    ['urn:s', ''],
  ]);
  const xml = '<q:a xmlns:q="urn:w" q:v="1"><b xmlns="urn:w"><c/></b><d/><z:e xmlns:z="urn:s"/></q:a>';
  expect(scan(xml, xml.length, known).events.map((event) => event.replace(/ xmlns.*?(?=[ >])/g, ''))).toEqual(
    ['<w:a w:v=1>', '<w:b>', '<w:c>', '</w:c>', '</w:b>', '<d>', '</d>', '<e>', '</e>', '</w:a>'],
  );
});

test.each([
  ['an end that never began', '<a>x</b>y</a>', ['<a>', 'xy', '</a>']],
  ['an end that was forgotten', '<a><b>x</a>', ['<a>', '<b>', 'x', '</b>', '</a>']],
  ['a document cut off in a tag', '<a>x<b c="', ['<a>', 'xb c="', '</a>']],
])('%s is a fault that is stepped over', (_, xml, events) => {
  expect(scan(xml)).toEqual({ events, faulty: true });
});

test('elements deeper than any document are not followed, and the rest is', () => {
  const deep = `<a>${'<b>'.repeat(5000)}x${'</b>'.repeat(5000)}y</a>`;
  const { events, faulty } = scan(deep);
  expect([faulty, events.at(-2), events.at(-1)]).toEqual([true, 'y', '</a>']);
});

test('a long word without a value costs no more than its length', () => {
  const { events } = scan(`<a ${'b'.repeat(400_000)}>x</a>`);
  expect(events).toEqual(['<a>', 'x', '</a>']);
});

test('however a document is cut into pieces, the same is told', () => {
  const xml = '<a k="v>w"><b>文&amp;字</b><!-- x --><![CDATA[y]]>&#65;z<c d=\'e\'/></a>';
  const whole = scan(xml);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: xml.length }), (units) => {
      expect(scan(xml, units)).toEqual(whole);
    }),
  );
});

test('any text is read to its end without a fault of ours', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '=',
    '&',
    ';',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<!D [',
    ']',
    '<?',
    '?>',
    'a',
    ' ',
    'xmlns="u"',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const xml = pieces.join('');
      let depth = 0;
      const scanner = new XmlScanner({
        open: () => void (depth += 1),
        close: () => void (depth -= 1),
        text: () => expect(depth).toBeGreaterThan(0),
      });
      for (let at = 0; at < xml.length; at += 7) scanner.write(xml.slice(at, at + 7));
      scanner.end();
      expect(depth).toBe(0);
    }),
  );
});
