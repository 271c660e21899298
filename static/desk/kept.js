// On every page of the desk: drafts (static/desk/drafts.js) go when their form was saved, and with whoever signs out.
// The server names the saved draft, or the one who signed out, in a cookie that is read once.
{
  const said = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([\\w-]+)`))?.[1];
  const forget = (name) => {
    document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
  };
  const saved = said("desk_saved");
  const gone = said("desk_signed_out");
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("emgek-draft:")) continue;
    if ((saved && key.endsWith(`:${saved}`)) || (gone && key.startsWith(`emgek-draft:${gone}:`))) localStorage.removeItem(key);
  }
  // A plain form (static/desk/notes.js) that was sent and led on to another screen is done; the sign-in page is none.
  const isOn = (key) => !location.pathname.includes("/login/") && !key.includes(`:screen:${location.pathname}:`);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("emgek-draft:") && key.includes(":screen:") && isOn(key) && JSON.parse(localStorage.getItem(key)).isSent) {
      localStorage.removeItem(key);
    }
  }
  if (saved) forget("desk_saved");
  if (gone) forget("desk_signed_out");
}
