namespace EdgeKube.Api;

/// <summary>Kubernetes' words for what is not there, and selectors as people read them.</summary>
public static class CellText
{
    public const string None = "<none>";

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string OrUnset(string? text) => string.IsNullOrEmpty(text) ? "<unset>" : text;

    public static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? "<unknown>" : text;

    public static string Of(LabelSelector? selector) => OrNone(selector is null ? null : Selector.From(selector).ToString());
}
