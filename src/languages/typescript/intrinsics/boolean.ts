import { toText } from '../conversions';
import { booleanPrototype, install, refuseOthers } from '../objects';
import { builtins, type Call } from './define';

install(
  booleanPrototype,
  builtins({
    toString: ({ rt, self, source }: Call) => toText(rt, self, source),
    valueOf: ({ self }: Call) => self,
  }),
);
refuseOthers(
  booleanPrototype,
  Boolean.prototype,
  (name) => `\`${name}\` of a boolean is not supported; use another way`,
);
