using System.Globalization;
using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Where the next part of a list begins: what a continue token says.</summary>
/// <param name="Revision">The first part's revision; null at the beginning, <see cref="Newest"/> when that was forgotten meanwhile.</param>
/// <param name="Namespace">Of the last object listed.</param>
/// <param name="Name">Of the last object listed.</param>
internal sealed record ListPosition(long? Revision, string Namespace, string Name)
{
    public const long Newest = -1;

    private const int MaxToken = 1024;

    public static ApiResult<ListPosition> Parse(string? token)
    {
        if (token is null)
        {
            return new ListPosition(null, "", "");
        }

        Span<byte> bytes = stackalloc byte[MaxToken];
        if (token.Length <= MaxToken && Convert.TryFromBase64String(token, bytes, out var length))
        {
            var parts = Encoding.UTF8.GetString(bytes[..length]).Split('\n');
            if (parts.Length == 3 && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision) && revision >= Newest)
            {
                return new ListPosition(revision, parts[1], parts[2]);
            }
        }

        return Statuses.BadRequest("invalid continue token: continue key is not valid");
    }

    public string ToToken() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Revision}\n{Namespace}\n{Name}"));

    /// <summary>Whether the object belongs to what is still to be listed.</summary>
    public bool IsBefore(ApiObject obj)
    {
        if (Revision is null)
        {
            return true;
        }

        // The store sorts by key, in which a slash stands between namespace and name.
        return string.CompareOrdinal($"{Namespace}/{Name}", $"{obj.Namespace}/{obj.Name}") < 0;
    }
}
