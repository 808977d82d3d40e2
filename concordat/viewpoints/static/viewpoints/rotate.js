// Turns the picture while a slider moves. The turn itself is taken by the server, as without this script.
const picture = document.getElementById("turning");
const form = document.getElementById("turn");
const degrees = form && form.elements.namedItem("degrees");

if (picture && degrees) {
  const half = 150;
  const clamp = (value) => Math.max(-1, Math.min(1, value));
  const points = [...picture.querySelectorAll("g[data-x]")].map((mark) => ({
    mark,
    x: Number(mark.dataset.x),
    y: Number(mark.dataset.y),
  }));
  const begun = Number(degrees.value) || 0;

  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "-90";
  slider.max = "90";
  slider.step = "0.5";
  slider.value = String(begun);
  slider.setAttribute("aria-labelledby", `${degrees.id}-slider`);
  const label = document.createElement("p");
  label.id = `${degrees.id}-slider`;
  label.className = "govuk-label";
  label.textContent = form.querySelector(`label[for="${degrees.id}"]`).textContent;
  const said = document.createElement("output");
  said.setAttribute("for", degrees.id);
  const holder = document.createElement("div");
  holder.className = "govuk-form-group";
  holder.append(label, slider, said);
  degrees.closest(".govuk-form-group").before(holder);

  // The page may already show a turn that was looked at first: only what is added to it is turned here.
  const turn = (by) => {
    const angle = ((by - begun) * Math.PI) / 180;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    for (const { mark, x, y } of points) {
      const across = clamp(x * cos + y * sin);
      const up = clamp(y * cos - x * sin);
      mark.setAttribute("transform", `translate(${160 + half * across} ${160 - half * up})`);
    }
    said.textContent = `${by}°`;
  };

  slider.addEventListener("input", () => {
    degrees.value = slider.value;
    turn(Number(slider.value));
  });
  degrees.addEventListener("input", () => {
    const by = Number(degrees.value);
    if (Number.isFinite(by)) {
      slider.value = String(by);
      turn(by);
    }
  });
}
