/** How numbers become text and text numbers, to the last corner; and the escapes of addresses. */
const tried =
  'const of = (f: () => any) => { try { return f(); } catch (e: any) { return e.name + ": " + e.message; } };';

export const numbersInDetail: Readonly<Record<string, string>> = {
  parseInt:
    'const it: any = [parseInt("42px"),parseInt("0x1F"),parseInt("  -0x10"),parseInt("1e3"),parseInt("12",0),parseInt("12",NaN),parseInt("z",37),parseInt("10",2.9),parseInt("10",-2),parseInt("9007199254740993"),parseInt(null),parseInt("Infinity"),parseInt("-0"),parseInt(""),parseInt("10", 2**32+2),parseInt("11", "16"),parseInt("0b11"),parseInt(1e21),parseInt(0.0000005),parseInt([7,8]),parseInt("-"),parseInt("+5"),parseInt("٣"),parseInt("\\u00a05")]; console.log(it);',
  parseFloat:
    'const it: any = [parseFloat("3.14abc"),parseFloat("-.5e-2x"),parseFloat("Infinityx"),parseFloat("-Infinity"),parseFloat("0x10"),parseFloat("1e1000"),parseFloat("."),parseFloat(""),parseFloat("1_000"),parseFloat([1.5,2]),parseFloat("-0"),parseFloat("1e"),parseFloat("\\n 2")]; console.log(it);',
  'Number of text':
    'const it: any = [Number(""),Number(" "),Number("1_0"),Number("0b101"),Number("0o17"),Number("-0x1"),Number("1e"),Number("Infinity"),Number("infinity"),Number([]),Number([5]),Number([1,2]),Number({}),Number(null),Number(undefined),Number(true),Number("\\n"),Number("1 "),Number({valueOf(){return 3}})]; console.log(it);',
  predicates:
    'const it: any = [Number.isInteger(5.0),Number.isInteger("5"),Number.isInteger(1e300),Number.isInteger(NaN),Number.isSafeInteger(2**53-1),Number.isSafeInteger(2**53),Number.isFinite("5"),isFinite("5"),isNaN("x"),Number.isNaN("x"),isNaN(undefined),isFinite(null),Number.isInteger()]; console.log(it);',
  toFixed:
    'const it: any = [(0).toFixed(2),(-0).toFixed(2),(1.005).toFixed(2),(1e21).toFixed(2),(123.456).toFixed(),(0.000001).toFixed(7),(-1.5).toFixed(0),(2.5).toFixed(0),(1.45).toFixed(1),NaN.toFixed(2),(5e-324).toFixed(100).length,(1/3).toFixed("5"),(10).toFixed(undefined),Infinity.toFixed(1)]; console.log(it);',
  toPrecision:
    'const it: any = [(0).toPrecision(3),(123.456).toPrecision(4),(0.000123).toPrecision(2),(1e21).toPrecision(3),(123456).toPrecision(2),(1.25).toPrecision(2),NaN.toPrecision(200),(5).toPrecision(undefined),(1e-7).toPrecision(1),(-5.5).toPrecision("3")]; console.log(it);',
  toExponential:
    'const it: any = [(0).toExponential(),(123456).toExponential(2),(0.00015).toExponential(0),(-1e-10).toExponential(3),NaN.toExponential(1000),(1.25).toExponential(1),(25).toExponential(undefined)]; console.log(it);',
  'toString with a radix':
    'const it: any = [(255).toString(16),(255).toString(2),(-255).toString(36),(0.1).toString(2),(0.5).toString(16),(1e21).toString(7),NaN.toString(2),(1/3).toString(3),(123.456).toString(36),(-0).toString(),(2**53).toString(2),(5).toString(undefined),(10).toString("8"),(1e-7).toString(10)]; console.log(it);',
  'corner 1':
    'const it: any = [Number.EPSILON,Number.MAX_SAFE_INTEGER,Number.MIN_SAFE_INTEGER,Number.MAX_VALUE,Number.MIN_VALUE,Number.NaN,Number.POSITIVE_INFINITY,Number.NEGATIVE_INFINITY]; console.log(it);',
  'corner 2':
    'const it: any = [Number.parseFloat===parseFloat,Number.parseInt===parseInt,Number.isNaN===isNaN]; console.log(it);',
  'corner 3':
    'const it: any = [Math.clz32(0),Math.clz32(1),Math.clz32(-1),Math.clz32(0.5),Math.clz32("8"),Math.clz32(),Math.clz32(2**32),Math.imul(3,4),Math.imul(0xffffffff,5),Math.imul(-5,12),Math.imul("2",3),Math.imul(),Math.imul(2**32+3,2)]; console.log(it);',
  'corner 4':
    'const it: any = [Math.f16round(1.337),Math.f16round(65519),Math.f16round(65520),Math.f16round(5.05),Math.f16round(-0),Math.f16round(2**-25),Math.f16round(2**-24),Math.f16round(NaN),Math.f16round("1.1"),Math.f16round(1e-8),Math.f16round(0.1),Math.f16round(2049),Math.f16round(2051),Math.f16round()]; console.log(it);',
  'corner 5':
    'const it: any = [Math.max(),Math.min(),Math.max("3",2),Math.max(NaN,1),Math.max(undefined),Math.max(null,-1),Math.max([2],1),Math.max({},1),Math.min(0,-0),Math.max(-0,0),Math.hypot(),Math.hypot(3,4),Math.hypot(-3),Math.hypot(NaN,Infinity),Math.hypot("3","4"),Math.hypot(1e200,1e200),Math.hypot(0,-0)]; console.log(it);',
  'corner 6':
    'const it: any = [Math.round(-0.5),Math.round(2.5),Math.round(-2.5),Math.round(0.49999999999999994),Math.sign(-0),Math.sign("-3"),Math.trunc(-0.9),Math.cbrt(-8),Math.fround(5.5),Math.fround(5.05),Math.log1p(-1),Math.expm1(-0),Math.atan2(-0,-0),Math.atan2(0,-0),Math.pow(1,Infinity),Math.pow(NaN,0),1**NaN,Math.sqrt(-0),Math.abs("-5"),Math.abs(null),Math.abs(),Math.abs([]),Math.abs([2]),Math.abs({}),Math.ceil(-0.5),Math.floor(-0)]; console.log(it);',
  'corner 7':
    'const it: any = (()=>{const log=[];const v=(n)=>({valueOf(){log.push(n);return n}});Math.max(v(1),v(NaN),v(3));Math.hypot(v(4),v(5));Math.atan2(v(6),v(7));Math.pow(v(8),v(9));Math.imul(v(10),v(11));return log.join()})(); console.log(it);',
  'corner 8':
    'const it: any = [0.1+0.2,1e21,1e-7,123456789012345680000,0.000001,1/0,-1/0,5e-324,1.7976931348623157e308,-0,100,1e100]; console.log(it);',
  'corner 9': 'const it: any = [+"0x10",+"  12  ",+"1,2",+"",-"5",+[],+{},+null,+undefined,+true,1]; console.log(it);',
  'corner 10':
    'const it: any = [encodeURIComponent("a b&c/d?é😀\'()*!~"),encodeURI("a b&c/d?é😀#[]%"),decodeURIComponent("a%20b%26%C3%A9%F0%9F%98%80"),decodeURI("a%20b%26%23%C3%A9"),encodeURIComponent(),encodeURIComponent(null),encodeURIComponent([1,2]),decodeURIComponent("+"),encodeURIComponent(5)]; console.log(it);',
  'corner 11':
    'const it: any = (()=>{try{decodeURIComponent("%")}catch(e){return [e.name,e instanceof URIError,e.message]}})(); console.log(it);',
  'one at a time': `${tried} const all: (() => any)[] = [() => (5).toFixed(101), () => (5).toFixed(-1), () => (5).toPrecision(0), () => (5).toPrecision(101), () => (5).toExponential(-1), () => (5).toExponential(101), () => NaN.toExponential(101), () => Infinity.toPrecision(101), () => (5).toString(1), () => (5).toString(37), () => (5).toString(null), () => (5).toString(NaN), () => Number.prototype.toFixed.call("5", 1), () => Number.prototype.toString.call("5"), () => Number.prototype.valueOf.call("5"), () => Number.prototype.valueOf.call(undefined), () => Number.prototype.toPrecision.call({}, 1), () => Number.prototype.toExponential.call(null, 1), () => Math.max(Symbol()), () => Math.abs(Symbol()), () => Object.prototype.toString.call(Math), () => String(Math), () => typeof Math.f16round, () => Math.PI.toFixed(3), () => 5..toFixed(1) + 5 .toString() + 1.0.toFixed(2), () => encodeURIComponent("\\ud800"), () => decodeURIComponent("%"), () => decodeURI("%E0%A4%A"), () => decodeURIComponent("%C3%28"), () => encodeURIComponent(Symbol()), () => [escape("a b+ü€"),unescape("%u20AC%FC%zz")], () => [typeof NaN, NaN===NaN, Object.is(NaN,NaN), Object.is(0,-0)], () => Number("12345678901234567890"), 0.1*3, 9007199254740993, () => (25).toString(36).padStart(4,"0"), () => Number.prototype.toFixed.length, () => parseInt(Symbol()), () => (0.1).toString(3), () => (-7.125).toString(2), () => (1e300).toString(36), () => (123.456).toString(7)]; for (const f of all) console.log(of(f));`,
  toLocaleString: `${tried} const all: (() => any)[] = [() => (1234567.891).toLocaleString(), () => (-0).toLocaleString(), () => NaN.toLocaleString(), () => (1234.5).toLocaleString("de-DE"), () => (0.256).toLocaleString("en-US", { style: "percent" }), () => (1234.5).toLocaleString("en-US", { style: "currency", currency: "USD" }), () => (1234.5678).toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 }), () => (1234).toLocaleString("en-US", { useGrouping: false }), () => (123456789).toLocaleString("en-US", { notation: "compact" }), () => (5).toLocaleString("en-US", { style: "currency" }), () => (5).toLocaleString("xx-invalid-locale-zz"), () => (5).toLocaleString("en-US", { maximumFractionDigits: 200 }), () => (5).toLocaleString("en-US", { style: "foo" as any }), () => (1234.5).toLocaleString("en-US", { roundingMode: "floor", maximumFractionDigits: 0 } as any), () => (1234.5).toLocaleString([]), () => (1234.5).toLocaleString(["de-DE", "en-US"])]; for (const f of all) console.log(of(f));`,
};
