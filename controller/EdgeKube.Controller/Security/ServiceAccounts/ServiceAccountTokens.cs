using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>Makes tokens of ServiceAccounts, and knows them again while what they stand for is there.</summary>
/// <param name="reader">ServiceAccounts, pods and Secrets.</param>
/// <param name="keys">The first signs, all verify.</param>
/// <param name="now">The trusted time.</param>
internal sealed class ServiceAccountTokens(ObjectReader reader, IReadOnlyList<TokenKey> keys, Func<DateTimeOffset> now)
{
    // As long as Kubernetes lets what is being deleted speak.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(60);

    public IReadOnlyList<TokenKey> Keys => keys;

    // As Kubernetes: what was asked for by rote, with the volume that every pod gets, holds for a year, whoever reads it once only.
    private static readonly TimeSpan Extended = TimeSpan.FromDays(365);

    /// <returns>The token, and when it is to be replaced at the latest.</returns>
    public (string Token, DateTimeOffset Expires) Issue(ServiceAccount account, IReadOnlyList<string> audiences, TimeSpan life, BoundObject? bound, BoundObject? node = null)
    {
        var isExtended = bound is { Kind: "Pod" } && life.TotalSeconds == TokenVolume.ExtendedSeconds && audiences is [TokenText.Issuer];
        var issued = MetadataRules.WholeSeconds(now());
        var claims = new TokenClaims
        {
            Id = Guid.NewGuid().ToString(),
            Audiences = audiences,
            IssuedAt = issued,
            Expires = issued + (isExtended ? Extended : life),
            WarnAfter = isExtended ? issued + life : null,
            Namespace = account.Namespace,
            Account = account.Name,
            AccountUid = account.Uid,
            Bound = bound,
            Node = node,
        };
        return (TokenText.Write(claims, keys[0]), issued + life);
    }

    /// <param name="token">From anyone.</param>
    /// <param name="audiences">It must be meant for one of these; none: for this API.</param>
    public TokenVerdict Check(string token, IReadOnlyList<string> audiences)
    {
        if (TokenText.Read(token, keys) is not { } claims || !IsStillValid(claims))
        {
            return TokenVerdict.Refuse("invalid bearer token");
        }

        IReadOnlyList<string> wanted = audiences.Count > 0 ? audiences : [TokenText.Issuer];
        string[] common = [.. wanted.Intersect(claims.Audiences)];
        return common.Length > 0
            ? new TokenVerdict(CallerOf(claims), claims, common, null)
            : TokenVerdict.Refuse($"token audiences {GoText.QuoteAll(claims.Audiences)} is invalid for the target audiences {GoText.QuoteAll(wanted)}");
    }

    /// <summary>Whether a genuine token counts now: its account is there, and the object that it is bound to.</summary>
    public bool IsStillValid(TokenClaims claims)
    {
        var time = now();
        return time < claims.Expires
            && IsThere(reader.Find(KindTable.ServiceAccount, claims.Namespace, claims.Account), claims.AccountUid, time)
            && (claims.Bound is not { } bound || IsThere(Find(bound, claims.Namespace), bound.Uid, time));
    }

    /// <summary>The public keys, for others who verify tokens (RFC 7517).</summary>
    public JsonNode DescribeKeys() => new JsonObject { ["keys"] = new JsonArray([.. keys.Select(TokenDocuments.Describe)]) };

    private static bool IsThere(ApiObject? obj, string uid, DateTimeOffset time) =>
        obj?.Uid == uid && (obj.Metadata.DeletionTimestamp is not { } deleted || time < deleted + Farewell);

    private ApiObject? Find(BoundObject bound, string ns) => reader.Find(bound.Kind == "Pod" ? KindTable.Pod : KindTable.Secret, ns, bound.Name);

    private static Caller CallerOf(TokenClaims claims)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.Id}"] };
        if (claims.Bound is { Kind: "Pod" } pod)
        {
            extra["authentication.kubernetes.io/pod-name"] = [pod.Name];
            extra["authentication.kubernetes.io/pod-uid"] = [pod.Uid];
        }

        if (claims.Node is { } node)
        {
            extra["authentication.kubernetes.io/node-name"] = [node.Name];
            extra["authentication.kubernetes.io/node-uid"] = [node.Uid];
        }

        return Caller.User(ServiceAccountNames.UserOf(claims.Namespace, claims.Account), ServiceAccountNames.GroupsOf(claims.Namespace)) with
        {
            Uid = claims.AccountUid,
            Extra = extra,
        };
    }
}
