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

    /// <summary>The position behind the object that is kept under a key.</summary>
    public static ListPosition Of(long revision, Kind kind, string key)
    {
        var place = PlaceOf(kind, key);
        var slash = place.IndexOf('/');
        return new ListPosition(revision, place[..slash].ToString(), place[(slash + 1)..].ToString());
    }

    /// <summary>Whether the object that is kept under the key belongs to what is still to be listed. The store sorts by key, too.</summary>
    public bool IsBefore(Kind kind, string key) => Revision is null || $"{Namespace}/{Name}".AsSpan().SequenceCompareTo(PlaceOf(kind, key)) < 0;

    // Namespace, slash and name; the namespace is empty where there is none.
    private static ReadOnlySpan<char> PlaceOf(Kind kind, string key) => key.AsSpan(kind.PrefixOf(null).Length - (kind.IsNamespaced ? 0 : 1));
}
