// The built files, by their hashed names. Another build is another worker with its own cache.
const files = ['files'];
const cacheName = `forgekey ${files.join(' ')}`;

self.addEventListener('install', event => {
  event.waitUntil(caches.open(cacheName).then(cache => cache.addAll(files)));
  self.skipWaiting();
});

self.addEventListener('activate', event => {
  event.waitUntil(forgetOtherBuilds());
});

async function forgetOtherBuilds() {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name !== cacheName).map(name => caches.delete(name)));
  await self.clients.claim();
}

// Only the page's own files: searches and keys are never cached.
self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !files.includes(pathname)) return;
  event.respondWith(pathname === '/' ? networkFirst(request) : cacheFirst(request));
});

async function networkFirst(request) {
  try {
    return await fetch(request);
  } catch {
    return caches.match('/');
  }
}

async function cacheFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}
