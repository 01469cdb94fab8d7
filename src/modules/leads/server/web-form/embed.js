// Put on another site: shows the form in a frame that is as high as its form.
{
  const script = document.currentScript
  const frame = document.createElement('iframe')
  frame.src = new URL(script.dataset.form, script.src).href
  frame.title = script.dataset.title ?? 'Form'
  frame.style.cssText = 'width:100%;border:0;min-height:420px'
  script.after(frame)
  addEventListener('message', ({ source, data }) => {
    if (source === frame.contentWindow && Number.isFinite(data?.keyuanForm))
      frame.style.height = `${Math.min(data.keyuanForm, 4000)}px`
  })
}
