import './style/index.css';
import { Host } from './host';
import { mermaid } from './mermaidLibrary';
import { Page } from './page';

const root = document.getElementById('app');
if (root === null) throw new Error('internal: the page has no #app');
const host = new Host();
const page = new Page(root, host);
host.listen((message) => {
  if (message.type === 'state') page.show(message.state);
  else if (message.type === 'pass') page.showPass(message.pass);
  else if (message.type === 'export') page.export(message.kind);
  else page.selectFromCode(message.gate);
});
host.send({ type: 'ready' });
// While the extension answers; what fails is told with the first drawing.
mermaid().catch(() => {});
