using System.Text;
using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The selector of a workload is fixed, or its pods would lose their owner.</summary>
internal static class SelectorChange
{
    public static IEnumerable<StatusCause> Find(LabelSelector? next, LabelSelector? current)
    {
        var text = Text(next);
        if (text != Text(current))
        {
            yield return Statuses.InvalidValue("spec.selector", text, "field is immutable");
        }
    }

    private static string Text(LabelSelector? selector) => selector is null
        ? "null"
        : Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(selector, AppsJsonContext.Default.LabelSelector));
}
