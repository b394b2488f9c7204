using System.Globalization;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Hosting.Options;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>What tokens may say and how long they count. Pure.</summary>
internal static class TokenRules
{
    public const int MaxUses = 1000;
    public const int MaxGroups = 16;

    // X.520 gives an organization as many.
    private const int MaxGroupLength = 64;
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxTtl = TimeSpan.FromDays(30);

    /// <summary>Everything that is wrong with a request for a token.</summary>
    public static IReadOnlyList<StatusCause> Validate(TokenRequest request)
    {
        var faults = new List<StatusCause>();
        if (FindTtl(request) is null)
        {
            faults.Add(Statuses.InvalidValue("ttl", Quote(request.Ttl), "must be a duration such as 1h or 30m, more than 0 and at most 720h"));
        }

        if (request.Uses is < 1 or > MaxUses)
        {
            faults.Add(Statuses.InvalidValue("uses", request.Uses.Value.ToString(CultureInfo.InvariantCulture), $"must be 1 to {MaxUses}"));
        }

        if (request.Node is { } node && !Identity.IsNodeName(node))
        {
            faults.Add(Statuses.InvalidValue("node", Quote(node), $"must be a node's name: lower-case letters, digits, '-' and '.', at most {Identity.MaxNameLength} characters"));
        }

        if (request.User is { } user && !Identity.IsName(user))
        {
            faults.Add(Statuses.InvalidValue("user", Quote(user), $"must have 1 to {Identity.MaxNameLength} characters, none of them / + # : or a control character"));
        }

        if (request is { Node: not null, User: not null })
        {
            faults.Add(Statuses.ForbiddenField("user", "a token is for a node or for a user"));
        }

        faults.AddRange(ValidateGroups(request));
        return faults;
    }

    public static TimeSpan? FindTtl(TokenRequest request) => request.Ttl is null
        ? DefaultTtl
        : Durations.TryParse(request.Ttl, out var ttl) && ttl > TimeSpan.Zero && ttl <= MaxTtl ? ttl : null;

    /// <summary>A record for a valid request.</summary>
    public static TokenRecord Build(TokenRequest request, EnrollmentToken token, TimeReading reading)
    {
        var ttl = FindTtl(request) ?? throw new InvalidOperationException("the request was not validated");
        return Date(
            new TokenRecord
            {
                Id = token.Id,
                Hash = EnrollmentToken.HashOf(token.Secret.Span),
                Node = request.Node,
                User = request.User,
                Groups = request.Groups ?? [],
                UsesLeft = request.Uses ?? 1,
                TtlSeconds = (long)ttl.TotalSeconds,
            },
            reading);
    }

    /// <summary>Lets its time begin, if it can be told what time it is. The same record when nothing changes.</summary>
    public static TokenRecord Date(TokenRecord token, TimeReading reading) => token.Expires is null && reading.IsTrusted
        ? token with { Expires = reading.Now + TimeSpan.FromSeconds(token.TtlSeconds) }
        : token;

    /// <summary>Nothing expires because of a clock that cannot be trusted.</summary>
    public static bool IsExpired(TokenRecord token, TimeReading reading) => reading.IsTrusted && token.Expires is { } expires && reading.Now >= expires;

    public static TokenInfo Describe(TokenRecord token) => new()
    {
        Id = token.Id,
        Node = token.Node,
        User = token.User,
        Groups = token.Groups.Count > 0 ? token.Groups : null,
        UsesLeft = token.UsesLeft,
        Expires = token.Expires,
    };

    private static IEnumerable<StatusCause> ValidateGroups(TokenRequest request)
    {
        if (request.Groups is not { Count: > 0 } groups)
        {
            yield break;
        }

        if (request.User is null)
        {
            yield return Statuses.ForbiddenField("groups", "only users have groups");
        }

        if (groups.Count > MaxGroups || groups.Any(group => group is null || group.Length is 0 or > MaxGroupLength || group.Any(c => char.IsControl(c) || char.IsSurrogate(c))))
        {
            yield return Statuses.InvalidValue("groups", $"{groups.Count} groups", $"must be at most {MaxGroups}, each of 1 to {MaxGroupLength} characters, none a control character");
        }
    }

    private static string Quote(string? text) => $"\"{text}\"";
}
