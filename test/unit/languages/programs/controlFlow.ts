/** if, loops, switch, labels, ternaries, early return. */
export const controlFlow: Readonly<Record<string, string>> = {
  'if and else':
    'const x = 3; if (x > 2) console.log("a"); else console.log("b"); if (x < 2) console.log("c"); else if (x === 3) console.log("d"); else console.log("e"); if (x) { } else { }',
  'truth of all kinds of values':
    'for (const v of [0, -0, NaN, "", "0", null, undefined, [], {}, () => 1, 1, -1, Infinity, false, true] as any[]) console.log(v ? 1 : 0, !v, !!v);',
  'truth of a tracked zero':
    'const z = 0, one = 1, nan = 0 / 0; console.log(z ? "t" : "f", one ? "t" : "f", z * one ? "t" : "f", nan * one ? "t" : "f", !z, !one);',
  for: 'for (let i = 0; i < 3; i++) console.log(i); for (let i = 3, j = 0; i > j; i--, j++) console.log(i, j); let k = 0; for (;;) { if (++k > 2) break; } console.log(k); for (k = 10; k < 12; ) k++; console.log(k);',
  'a closure in the head of a for loop':
    'for (let i = 0, f = () => i; i < 3; i++) { console.log(f(), i); } for (let i = 0; i < 2; i++) { const g = () => i; i += 0; console.log(g()); }',
  'a closure changes its iteration':
    'const fs: any[] = []; for (let i = 0; i < 3; i++) { fs.push(() => ++i); if (i === 1) i++; } console.log(fs.map((f) => f()));',
  'while and do':
    'let n = 3; while (n) console.log(n--); do { n++; if (n === 2) continue; console.log(n); } while (n < 3); do console.log("once"); while (false);',
  'continue in do-while goes to the test':
    'let n = 0; do { n++; if (n < 5) continue; n += 10; } while (n < 5); console.log(n);',
  'continue in for runs the update': 'for (let i = 0; i < 5; i++) { if (i % 2) continue; console.log(i); }',
  'for-of over an array that grows':
    'const a = [1, 2]; for (const x of a) { if (a.length < 5) a.push(x * 10); console.log(x); }',
  'for-of over text': 'for (const c of "aé😀") console.log(c, c.length);',
  'for-of over holes': 'for (const x of [1, , 3]) console.log(x);',
  'for-of over entries, keys, values':
    'const a = [5, 6]; for (const [i, v] of a.entries()) console.log(i, v); for (const i of a.keys()) console.log(i); for (const v of a.values()) console.log(v);',
  'for-in':
    'for (const k in { b: 1, a: 2, 2: 3, 1: 4 }) console.log(k); for (const i in [7, 8]) console.log(i, typeof i); for (const i in "ab") console.log(i); for (const k in null as any) console.log(k); for (const k in undefined as any) console.log(k);',
  'for-in over an object that loses keys':
    'const o: any = { a: 1, b: 2, c: 3 }; for (const k in o) { delete o.b; console.log(k); }',
  'for-in over an object that gains keys': 'const o: any = { a: 1 }; for (const k in o) { o.z = 1; console.log(k); }',
  switch:
    'const f = (x: any) => { switch (x) { case 1: return "one"; case "1": return "text"; case NaN: return "never"; default: return "else"; } }; console.log(f(1), f("1"), f(NaN), f(2));',
  'switch falls through':
    'for (const x of [1, 2, 3, 4]) { switch (x) { case 1: console.log("1"); case 2: console.log("2"); break; default: console.log("d"); case 3: console.log("3"); } }',
  'switch with the default in the middle':
    'for (const x of [0, 1, 9]) { switch (x) { case 0: console.log("0"); default: console.log("d"); case 1: console.log("1"); } }',
  'switch without a match': 'switch (5 as number) { case 1: console.log("no"); } console.log("end");',
  'switch tests are evaluated in order, once':
    'const t = (x: number) => (console.log("t", x), x); switch (2) { case t(1): case t(2): case t(3): console.log("body"); }',
  'switch has a scope':
    'switch (1 as number) { case 0: let a = 1; break; case 1: a = 2 as any; const f = () => a; break; }'.replace(
      'a = 2 as any; const f = () => a;',
      'let b = 3; console.log(b);',
    ),
  'switch (true)':
    'const x = 7; switch (true) { case x < 5: console.log("small"); break; case x < 10: console.log("middle"); break; default: console.log("big"); }',
  'switch inside a loop: break and continue':
    'for (let i = 0; i < 4; i++) { switch (i) { case 1: continue; case 2: break; default: console.log("d", i); } console.log("after", i); }',
  labels:
    'outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; console.log(i, j); } }',
  'a labelled block':
    'a: { console.log(1); b: { if (true) break a; } console.log(2); } console.log(3); c: if (true) { break c; }',
  'two labels on one loop': 'a: b: for (const x of [1, 2, 3]) { if (x < 3) continue b; console.log(x); break a; }',
  'labels on while, do and for-in':
    'let n = 0; w: while (true) { do { n++; if (n > 3) break w; continue w; } while (true); } k: for (const a in { x: 1, y: 2 }) { for (;;) { console.log(a); continue k; } } console.log(n);',
  'return out of nested loops':
    'function f() { for (let i = 0; ; i++) { while (true) { switch (i) { case 3: return i; } break; } } } console.log(f());',
  'a labelled switch':
    's: switch (1 as number) { case 1: for (;;) { break s; } case 2: console.log("no"); } console.log("yes");',
  ternaries:
    'const f = (x: number) => x < 0 ? "neg" : x === 0 ? "zero" : "pos"; console.log(f(-1), f(0), f(1)); let n = 0; true ? n++ : n--; console.log(n);',
  'short circuits':
    'let n = 0; const t = (v: any) => { n++; return v; }; console.log(t(0) && t(1), t(0) || t(2), t(null) ?? t(3), t(0) ?? t(4), n); console.log((null || undefined) ?? "z", 0 || null, "" && 1);',
  'comma and void': 'let n = 0; const r = (n++, n += 2, n * 10); console.log(r, n, void n, void (n = 9), n);',
  'empty statements and blocks': ';;; {} { ; } for (; false; ); if (1); console.log("ok"); debugger;',
  'nested function returns do not end the outer one':
    'function f() { const g = () => { return 1; }; [1, 2].forEach(() => { return; }); g(); return 2; } console.log(f());',
  'break out of a callback loop by some':
    'let n = 0; [1, 2, 3].some((x) => { n += x; return x === 2; }); console.log(n);',
  'many turns': 'let s = 0; for (let i = 0; i < 3e5; i++) s += i % 7; console.log(s);',
};
