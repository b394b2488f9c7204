using System.Text;

namespace EdgeKube.Mqtt;

/// <summary>Topic names and filters (section 4.7 of the specification). Pure.</summary>
public static class MqttTopic
{
    /// <summary>The longest name or filter, in bytes of UTF-8.</summary>
    public const int MaxBytes = 65_535;

    /// <summary>True for what may be published to: not empty, not too long, without wildcards and U+0000.</summary>
    public static bool IsValidName(ReadOnlySpan<char> topic) =>
        !topic.IsEmpty && topic.IndexOfAny('+', '#', '\0') < 0 && Encoding.UTF8.GetByteCount(topic) <= MaxBytes;

    /// <summary>True for what may be subscribed to: <c>+</c> fills a whole level, <c>#</c> the last one.</summary>
    public static bool IsValidFilter(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty || filter.Contains('\0') || Encoding.UTF8.GetByteCount(filter) > MaxBytes)
        {
            return false;
        }

        foreach (var range in filter.Split('/'))
        {
            var level = filter[range];
            if (level.Length > 1 && level.IndexOfAny('+', '#') >= 0)
            {
                return false;
            }

            if (level is "#" && range.End.GetOffset(filter.Length) != filter.Length)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for <c>$share/…</c>, a shared subscription.</summary>
    public static bool IsShared(ReadOnlySpan<char> filter) => filter is "$share" || filter.StartsWith("$share/", StringComparison.Ordinal);

    /// <summary>
    /// Whether a valid filter covers a valid topic name. A filter that starts with a wildcard does not cover a topic that starts with <c>$</c>.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith("$", StringComparison.Ordinal) && !filter.StartsWith("$", StringComparison.Ordinal))
        {
            return false;
        }

        while (true)
        {
            var level = NextLevel(ref filter, out var filterEnds);
            if (level is "#")
            {
                return true;
            }

            var name = NextLevel(ref topic, out var topicEnds);
            if (level is not "+" && !level.SequenceEqual(name))
            {
                return false;
            }

            if (filterEnds || topicEnds)
            {
                // "a/#" covers "a" itself.
                return filterEnds == topicEnds || (topicEnds && filter is "#");
            }
        }
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool ends)
    {
        var slash = rest.IndexOf('/');
        ends = slash < 0;
        var level = ends ? rest : rest[..slash];
        rest = ends ? [] : rest[(slash + 1)..];
        return level;
    }
}
