// A burger factory: w workers make x burgers each, at v coins a burger.
// The target is 10 coins, and the loss says how far off we are.
// Its gradient says what to change: one worker more raises it by about 16.
const w = 3, // workers
  v = 2, // coins
  x = 2; // burgers
const u = w * x; // all burgers
const y = v * u; // all coins
const loss = (y - 10) ** 2; // @grad wrt w, v

/**
 * The same as a function, in two scenarios with arguments of their own.
 *
 * @grad w = 3, v = 2, x = 2, target = 10
 * @grad w = 1, v = 1, x = 2, target = 10
 */
function burgerLoss(w: number, v: number, x: number, target: number) {
  const burgers = w * x;
  const coins = v * burgers;
  return (coins - target) ** 2;
}

export { burgerLoss, loss };
