// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs are text.
/** Text: templates and methods. */
export const strings: Readonly<Record<string, string>> = {
  templates:
    'const x = 2, o = { a: [1, 2] }; console.log(`a${x}b${x * 2}c`, `${o.a}`, `${null} ${undefined} ${true}`, `${`in ${x}`}`, `line\\nbreak`, `two\nlines`, `\\`\\${}`, ``, `${[1, [2, 3]]}`, `${x > 1 ? "big" : "small"}`);',
  characters:
    'const s = "héllo😀"; console.log(s.length, s[1], s.at(-1), s.charAt(0), s.charCodeAt(1), s.codePointAt(5), s[99], s.charAt(99), s.charCodeAt(99), [...s].length, s.at(99), String.fromCharCode(72, 105), String.fromCodePoint(128512));',
  search:
    'const s = "banana"; console.log(s.indexOf("an"), s.indexOf("an", 2), s.lastIndexOf("an"), s.indexOf("x"), s.includes("nan"), s.includes("x"), s.startsWith("ba"), s.startsWith("na", 2), s.endsWith("na"), s.endsWith("ban", 3), s.indexOf(""), s.lastIndexOf("a", 2), s.includes("b", 1));',
  cut: 'const s = "abcdef"; console.log(s.slice(2), s.slice(-2), s.slice(1, -1), s.slice(4, 2), s.substring(4, 2), s.substring(-3, 2), s.substring(2), s.slice(), s.substring(NaN, 3), s.slice(undefined, 2));',
  split:
    'console.log("a,b,,c".split(","), "abc".split(""), "abc".split(), "".split(","), "".split(""), "a-b-c".split("-", 2), "a b".split(" ", undefined), "😀a".split(""), "a1b".split(1 as any));',
  'case, trim, pad, repeat':
    'console.log("aBc".toUpperCase(), "aBc".toLowerCase(), "  a b ".trim() + "|", " a ".trimStart() + "|", " a ".trimEnd() + "|", "5".padStart(3, "0"), "5".padEnd(3) + "|", "abc".padStart(2), "x".padStart(5, "ab"), "ab".repeat(3), "ab".repeat(0) + "|", "a".padStart(4, ""), "a".repeat(2.9));',
  replace:
    'console.log("aXbXc".replace("X", "-"), "aXbXc".replaceAll("X", "-"), "abc".replace("b", (m, i) => m + i), "abc".replace("z", "y"), "a.b".replace(".", "$&$&"), "abc".replace("", "_"), "abc".replaceAll("", "_"), "x".replace("x", "$$"), "abc".replace("b", "[$`|$\'|$1]"), "aa".replaceAll("a", () => "b"), "abab".replaceAll("ab", "b"));',
  'concat and compare':
    'console.log("a".concat("b", 1 as any, null as any), "a" < "b", "a" < "B", "10" < "9", "10" < (9 as any), "a".localeCompare("b"), "b".localeCompare("a"), "a".localeCompare("a"), "é" > "f", "" < "a");',
  conversions:
    'console.log(String(null), String(undefined), String(1.50), String([1, 2]), String(true), "5" as any * 2, +"3.5", "3" + 4, "3" as any - 1, Boolean(""), Boolean("0"), String(-0), `${-0}`);',
  'building text in a loop':
    'let s = ""; for (let i = 0; i < 5; i++) s += i % 2 ? i : `[${i}]`; console.log(s, s.length); console.log(["a", "b"].map((c, i) => c.repeat(i + 1)).join("/"), "abc".split("").reverse().join(""));',
  'a table by padding':
    'const rows = [["w", 3.14159], ["bias", -0.5]] as [string, number][]; for (const [n, v] of rows) console.log(n.padEnd(6) + v.toFixed(2).padStart(8));',
  'number methods make text':
    'const x = 3.14159; console.log(x.toFixed(2) + "!", Number(x.toFixed(2)) * 2, x.toString().length, parseFloat(x.toPrecision(3)));',
  'escapes print raw and inspected':
    'console.log("a\\tb\\n\\"q\\" \'s\'", ["a\\tb\\n\\"q\\" \'s\'", "it\'s", `both " and \'`, `all " \' \\``, "\\u0001\\x7f", "\\\\"]);',
  'long text, one character at a time':
    'let s = ""; for (let i = 0; i < 30000; i++) s += i % 10; let t = ""; for (let i = 0; i < 15000; i++) t = `${t}ab`; console.log(s.length, t.length, s.split("").length, s.replaceAll("1", "one").length);',
};
