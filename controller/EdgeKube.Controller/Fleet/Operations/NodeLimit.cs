using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>How many nodes may be away at once.</summary>
/// <param name="Most">At least one.</param>
/// <param name="Counts">Nodes that also count when they are not Ready for whatever reason; null: only those that were sent away.</param>
internal sealed record NodeLimit(int Most, Selector? Counts)
{
    /// <summary>Reads a query; a null limit with no fault: none was asked for.</summary>
    /// <param name="parameter">The one that holds the number.</param>
    public static (NodeLimit? Limit, string? Fault) Read(ApiPath path, string parameter)
    {
        if (path.Query.Find(parameter) is not { } text)
        {
            return (null, null);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most < 1)
        {
            return (null, $"{parameter}: must be a number of at least 1, not \"{text}\"");
        }

        if (path.Query.Find("selector") is not { } labels)
        {
            return (new NodeLimit(most, null), null);
        }

        return Selector.TryParse(labels, out var selector, out var fault) ? (new NodeLimit(most, selector), null) : (null, fault);
    }
}
