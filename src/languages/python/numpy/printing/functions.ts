import type { SourceId } from '../../../../engine/sources';
import type { Runtime } from '../../../core/runtime';
import type { Value } from '../../../core/values';
import { needIndex } from '../../operators/subscript';
import { truthy } from '../../operators/truth';
import { Dict } from '../../values/dict';
import { Float } from '../../values/numbers';
import type { Native } from '../../values/objects';
import { refOf } from '../array';
import { arrayRepr, arrayText, bracketed } from './arrays';
import { optionsOf, type PrintOptions, setOptions } from './options';

const isGiven = (value: Value) => value !== undefined && value !== null;

/** The options with those of a call in place. */
function changed(
  rt: Runtime,
  options: PrintOptions,
  given: Readonly<Record<string, Value>>,
  source: SourceId,
): PrintOptions {
  const { precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, sign, floatmode } = given;
  const whole = (value: Value, own: number): number => {
    if (!isGiven(value)) return own;
    // `threshold=np.inf` prints all.
    return value instanceof Float ? value.value : needIndex(rt, value, source);
  };
  const text = <Text extends string>(value: Value, own: Text) => (typeof value === 'string' ? (value as Text) : own);
  if (isGiven(sign) && !/^[-+ ]$/.test(String(sign)))
    throw rt.error('ValueError', "sign option must be one of ' ', '+', or '-'", source);
  if (isGiven(floatmode) && !/^(fixed|unique|maxprec|maxprec_equal)$/.test(String(floatmode)))
    throw rt.error(
      'ValueError',
      "floatmode option must be one of 'fixed', 'unique', 'maxprec', 'maxprec_equal'",
      source,
    );
  const places = whole(precision, options.precision);
  if (places < 0 || places > 100) throw rt.error('ValueError', 'precision must be >= 0', source);
  return {
    precision: places,
    threshold: whole(threshold, options.threshold),
    edgeitems: whole(edgeitems, options.edgeitems),
    linewidth: whole(linewidth, options.linewidth),
    suppress: isGiven(suppress) ? truthy(rt, suppress) : options.suppress,
    nanstr: text(nanstr, options.nanstr),
    infstr: text(infstr, options.infstr),
    sign: text(sign, options.sign),
    floatmode: text(floatmode, options.floatmode),
  };
}

const NAMES = [
  'precision',
  'threshold',
  'edgeitems',
  'linewidth',
  'suppress',
  'nanstr',
  'infstr',
  'sign',
  'floatmode',
] as const;

/** Functions that print arrays, and say how. */
export const printing: Readonly<Record<string, Native>> = {
  'set_printoptions(precision=, threshold=, edgeitems=, linewidth=, suppress=, nanstr=, infstr=, formatter=, sign=, floatmode=)':
    (
      rt,
      [precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, formatter, sign, floatmode],
      source,
    ) => {
      if (isGiven(formatter))
        throw rt.unsupported('`formatter` of np.set_printoptions is not supported; use precision', source);
      const given = { precision, threshold, edgeitems, linewidth, suppress, nanstr, infstr, sign, floatmode };
      setOptions(rt, changed(rt, optionsOf(rt), given, source));
      return null;
    },
  'get_printoptions()': (rt) => {
    const dict = new Dict();
    const options = optionsOf(rt);
    for (const name of NAMES) dict.setText(name, options[name]);
    return dict;
  },
  'array2string(a, max_line_width=, precision=, suppress_small=, separator=, prefix=, style=, formatter=, threshold=, edgeitems=, sign=, floatmode=, suffix=)':
    (
      rt,
      [
        a,
        width,
        precision,
        suppress,
        separator,
        prefix,
        _style,
        formatter,
        threshold,
        edgeitems,
        sign,
        floatmode,
        suffix,
      ],
      source,
    ) => {
      if (isGiven(formatter))
        throw rt.unsupported('`formatter` of np.array2string is not supported; use precision', source);
      const given = { precision, threshold, edgeitems, linewidth: width, suppress, sign, floatmode };
      const options = changed(rt, optionsOf(rt), given, source);
      const { array } = refOf(rt, a, source).peek();
      if (array.rank === 0) return bracketed(array, options, ' ', '', '');
      return bracketed(
        array,
        options,
        (separator ?? ' ') as string,
        (prefix ?? '') as string,
        (suffix ?? '') as string,
      );
    },
  'array_repr(arr)': (rt, [a], source) => arrayRepr(refOf(rt, a, source).peek().array, optionsOf(rt)),
  'array_str(a)': (rt, [a], source) => arrayText(refOf(rt, a, source).peek().array, optionsOf(rt)),
};
