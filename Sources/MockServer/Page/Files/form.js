// The form of an action: one field per member, or all arguments as JSON.

/** The names of members with long texts. */
const longNames = /message|notes|text|body|comment|description/;

/** Creates a control for one member; `read()` returns its value, `undefined` when it is omitted. */
function controlOf({ name, schema, isRequired }, isQuery) {
  const options = schema.enum ?? (schema.const !== undefined ? [schema.const] : typesOf(schema).join() === "boolean" ? [true, false] : null);
  const types = typesOf(schema);
  const about = { "data-field": name, "aria-required": isRequired ? "true" : null, spellcheck: "false", placeholder: hintOf(schema) || null };
  if (options) {
    const texts = options.map((option) => (typeof option === "string" ? option : JSON.stringify(option)));
    const control = make("select", { "data-field": name }, make("option", { value: "" }, isRequired ? "" : "(omitted)"),
      texts.map((text, index) => make("option", { value: String(index) }, text)));
    return {
      control,
      read: () => (control.value === "" ? undefined : isQuery ? texts[control.value] : options[control.value]),
      write: (value) => {
        const index = options.findIndex((option) => JSON.stringify(option) === JSON.stringify(value));
        control.value = index < 0 ? "" : String(index);
        return value === undefined || index >= 0;
      },
    };
  }
  const isLines = isQuery && types.includes("array");
  const isText = isQuery || types.length === 0 || types.includes("string");
  const isStructure = !isText && (types.includes("object") || types.includes("array"));
  const control = longNames.test(name) || isStructure || isLines ? make("textarea", { ...about, title: isLines ? "an element a line" : null, rows: isStructure ? "7" : "2", class: isStructure ? "code" : null }) : make("input", { ...about, inputmode: isText ? null : "decimal" });
  return {
    control,
    read() {
      const text = control.value;
      if (text === "") return undefined;
      if (isLines) return text.split("\n");
      if (isQuery || types.includes("string")) return text;
      if (types.includes("number") || types.includes("integer")) return exactNumber(text.trim());
      try {
        return parseExactly(text);
      } catch (error) {
        if (isStructure) throw new Error(`${name} is not JSON: ${error.message}`);
        return text;
      }
    },
    write(value) {
      if (isLines && Array.isArray(value)) {
        const elements = value.map(textOf);
        control.value = elements.join("\n");
        return control.value !== "" && elements.every((element) => !element.includes("\n"));
      }
      const isPlain = typeof value === "string" || typeof value === "number" || isRaw(value);
      control.value = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, isStructure ? 2 : 0);
      // Values that a field cannot represent (null, an empty text, a text instead of a number) need the JSON mode.
      if (value === undefined) return true;
      return value !== "" && (isStructure ? typeof value === "object" && value !== null : isPlain && (isText || typeof value !== "string"));
    },
  };
}

/** Creates the form of an action; `values()` returns its arguments, `fill` sets them. */
function actionForm(action) {
  const isText = ({ name }) => (action.places?.[name] ?? action.place) !== "body" || (action.body !== "json" && action.body !== null);
  const fields = fieldsOf(action.request).map((field) => ({ ...field, ...controlOf(field, isText(field)) }));
  const area = make("textarea", { class: "code", rows: "10", spellcheck: "false", "aria-label": "Arguments as JSON" });
  const fieldset = make("div", { class: "fields" }, fields.map(({ name, schema, isRequired, control }) => make("label", { class: control.className === "code" ? "wide" : null },
    make("span", { class: isRequired ? "required" : "" }, name), control,
    schema.description ? make("span", { class: "field-about" }, schema.description) : null)));
  const asJSON = make("input", { type: "checkbox" });
  const form = { element: make("div", { class: "stack" }, fieldset, area), asJSON };
  const fromFields = () => Object.fromEntries(fields.map((field) => [field.name, field.read()]).filter(([, value]) => value !== undefined));
  const show = (isJSON) => {
    asJSON.checked = isJSON;
    area.hidden = !isJSON;
    fieldset.hidden = isJSON;
  };
  form.fill = (values) => {
    const known = fields.map((field) => field.write(values[field.name]));
    const fits = known.every(Boolean) && Object.keys(values).every((name) => fields.some((field) => field.name === name));
    area.value = JSON.stringify(values, null, 2);
    show(!fits || (asJSON.checked && fields.length > 0));
  };
  asJSON.addEventListener("change", () => {
    try {
      if (asJSON.checked) area.value = JSON.stringify(fromFields(), null, 2);
      else {
        const values = parseExactly(area.value || "{}");
        for (const field of fields) field.write(values[field.name]);
      }
      show(asJSON.checked);
    } catch (error) {
      say(error.message, true);
      show(!asJSON.checked);
    }
  });
  /** Returns the arguments; a text when they are invalid JSON, which is sent as it is. */
  form.values = () => {
    if (!asJSON.checked) return fromFields();
    try {
      return parseExactly(area.value);
    } catch {
      return area.value;
    }
  };
  /** Returns the filled-in values, if any. */
  form.filled = () => {
    try {
      const values = form.values();
      return typeof values === "object" && values !== null && Object.keys(values).length ? values : undefined;
    } catch {
      return undefined;
    }
  };
  form.fieldCount = fields.length;
  show(false);
  return form;
}
