import { Hono } from 'hono';
import type { Application } from '../application.ts';
import { ApiError } from '../http/api-error.ts';
import { readJsonObject } from '../http/read-body.ts';
import { type Env, type Routes, readCaller } from './context.ts';

const MAX_EVENTS = 10_000;
const MAX_EVENTS_PER_REQUEST = 1000;

/** `POST /1/events`: click, conversion and view events are accepted and kept for assertions. */
export function createEventRoutes(app: Application): Routes {
  return new Hono<Env>().post('/1/events', async c => {
    readCaller(app, c);
    const { events } = await readJsonObject(c);
    if (!Array.isArray(events) || events.length > MAX_EVENTS_PER_REQUEST)
      throw new ApiError(422, `The body must hold a list "events" of at most ${MAX_EVENTS_PER_REQUEST}`);
    app.events.push(...events);
    app.events.splice(0, Math.max(0, app.events.length - MAX_EVENTS));
    return c.json({ status: 200, message: 'OK' });
  });
}
