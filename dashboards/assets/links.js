/* A cell that is a link: its text is the value of the field, its address the value of `<field>_url`. */
var dagcomponentfuncs = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});

dagcomponentfuncs.SourceLink = function (props) {
  const url = props.data && props.data[props.colDef.field + "_url"];
  if (!url) return props.value || "";
  return React.createElement("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, props.value);
};
