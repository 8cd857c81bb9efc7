import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { URI } from 'otpauth';
const [,, login, base, ...routes] = process.argv;
const opts = Object.fromEntries(routes.filter(r=>r.startsWith('--')).map(r=>r.slice(2).split('=')));
const acc = JSON.parse(readFileSync(`${opts.data??'/tmp/fgdemo'}/demo-accounts.json`,'utf8')).find(a=>a.login===login);
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-background-networking'] });
const ctx = await b.newContext({ viewport:{width:+(opts.w??1280),height:+(opts.h??800)}, locale: opts.lang==='en'?'en-US':'zh-CN', colorScheme: opts.dark?'dark':'light' });
const p = await ctx.newPage();
p.on('console', m=>{ if(m.type()==='error') console.log('console', m.text().slice(0,200)); });
p.on('pageerror', e=>console.log('pageerror', e.message.slice(0,300)));
await p.goto(base+'/');
await p.waitForTimeout(800);
await p.getByLabel(/登录名|Login/).first().fill(login);
await p.getByLabel(/口令|Password/).first().fill(acc.password);
const codeField = p.getByLabel(/验证码|code/i).first();
if (!(await codeField.isVisible().catch(()=>false))) { await p.getByRole('button',{name:/登录|Sign in|下一步/}).first().click(); await p.waitForTimeout(1500); await p.screenshot({path:'/tmp/shot-signin.png'}); }
await codeField.fill(URI.parse(acc.generator).generate());
await p.getByRole('button',{name:/登录|Sign in/}).first().click();
await p.waitForTimeout(2500);
let i=0;
for (const r of routes.filter(r=>!r.startsWith('--'))) {
  if (r.startsWith('click:')) { await p.getByText(r.slice(6)).first().click(); await p.waitForTimeout(1200); }
  else { await p.goto(base+r); await p.waitForTimeout(1800); }
  await p.screenshot({ path:`/tmp/shot-${opts.tag??'a'}-${i}.png` });
  console.log(i, r, p.url()); i++;
}
await b.close();
