import { report } from './web.ts';

export default {
  async fetch({ method }: Request): Promise<Response> {
    if (method === 'HEAD') return new Response(null);
    const { process, Buffer } = globalThis as { process?: unknown; Buffer?: unknown };
    if (process !== undefined || Buffer !== undefined)
      throw new Error('this workerd has its Node compatibility on');
    return Response.json(await report());
  },
};
