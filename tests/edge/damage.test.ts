import { expect, it } from 'vitest'
import { connect, next, openWorkshop, send } from '../support/testWorkshop.ts'

it('/readyz says that the database has reported damaged data, and stays 200', async () => {
  const workshop = await openWorkshop()
  const app = await workshop.serve()
  const ready = async () => {
    const answer = await fetch(`${app.url}/readyz`)
    return [answer.status, await answer.text()]
  }
  const kiosk = connect(app, workshop, 'kiosk')
  await next(kiosk, 'snapshot')
  const arrives = () => send(kiosk, 'recordArrival', { purpose: 'enquiry', plate: null, language: 'en', words: '' })
  const { sql } = workshop.database
  await sql.unsafe(`
    create function damaged() returns trigger language plpgsql as $$ begin
      raise exception 'invalid page in block 7 of relation base/5/1255' using errcode = tg_argv[0]; end $$;
    create trigger damaged before insert on journal for each row execute function damaged('58030')`)
  expect(await arrives()).toMatchObject({ code: 'server_error' })
  expect(await ready()).toEqual([200, 'ready'])

  await sql.unsafe(`drop trigger damaged on journal;
    create trigger damaged before insert on journal for each row execute function damaged('XX001')`)
  expect(await arrives()).toMatchObject({ code: 'server_error' })
  expect(await ready()).toEqual([200, 'ready, but the database reports damaged data'])
})
