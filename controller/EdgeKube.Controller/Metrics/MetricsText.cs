using System.Globalization;
using System.Text;

namespace EdgeKube.Controller.Metrics;

/// <summary>Builds Prometheus' text form. Not for use from two threads.</summary>
internal sealed class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <param name="name">Such as <c>edgekube_door_refusals_total</c>.</param>
    /// <param name="type"><c>counter</c> or <c>gauge</c>.</param>
    /// <param name="help">What it counts, in one sentence.</param>
    public void Begin(string name, string type, string help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>One value of the metric begun last.</summary>
    public void Sample(string name, long value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        var opening = '{';
        foreach (var (label, text) in labels)
        {
            _text.Append(opening).Append(label).Append("=\"").Append(Escape(text)).Append('"');
            opening = ',';
        }

        _text.Append(labels.IsEmpty ? " " : "} ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => _text.ToString();

    // A label's value may come from a client: it must not end the line or the quotes.
    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
