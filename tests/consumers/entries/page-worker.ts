import { report } from './web.ts';

postMessage(await report());
