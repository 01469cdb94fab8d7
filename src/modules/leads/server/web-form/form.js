// Runs in the hosted page of a form: sends what was typed, says what happened, tells its height.
const form = document.querySelector('form')
const error = document.querySelector('[role=alert]')
const tellHeight = () =>
  parent.postMessage({ keyuanForm: document.documentElement.scrollHeight }, '*')
addEventListener('load', tellHeight)
new ResizeObserver(tellHeight).observe(document.body)

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  error.hidden = true
  if (!form.reportValidity()) return
  const button = form.querySelector('button')
  button.disabled = true
  const typed = Object.fromEntries(new FormData(form))
  const body = {
    name: typed.name,
    phone: typed.phone,
    consent: typed.consent === 'on',
    consentVersion: Number(form.dataset.version),
    website: typed.website,
    stamp: form.dataset.stamp,
  }
  for (const name of ['sex', 'seriesId', 'city', 'visitDay', 'note'])
    if (typed[name]) body[name] = typed[name]
  try {
    const answer = await fetch(form.dataset.to, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const said = await answer.json()
    if (!answer.ok) {
      const isPhone = said.code === 'leads.form_phone'
      form.elements.phone.setAttribute('aria-invalid', isPhone)
      if (isPhone) form.elements.phone.focus()
      throw new Error(said.title)
    }
    const thanks = document.createElement('p')
    thanks.setAttribute('role', 'status')
    thanks.textContent = said.thanks
    form.replaceWith(thanks)
  } catch (failure) {
    error.textContent = failure instanceof TypeError ? form.dataset.failed : failure.message
    error.hidden = false
    button.disabled = false
  }
  tellHeight()
})
