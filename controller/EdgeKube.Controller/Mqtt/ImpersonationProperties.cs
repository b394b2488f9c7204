using EdgeKube.Controller.Api;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>The HTTP door's impersonation headers as user properties: <c>impersonate-user</c>, and any number of <c>impersonate-group</c>.</summary>
internal static class ImpersonationProperties
{
    /// <summary>Null when there are none; the name is empty when none of them names a user.</summary>
    public static ImpersonatedUser? Find(MqttMessage message)
    {
        var properties = message.UserProperties;
        return properties.Any(property => property.Name.StartsWith("impersonate-", StringComparison.Ordinal))
            ? new ImpersonatedUser(
                message.FindUserProperty("impersonate-user") ?? "",
                [.. properties.Where(property => property.Name == "impersonate-group").Select(property => property.Value)],
                message.FindUserProperty("impersonate-uid"),
                new Dictionary<string, IReadOnlyList<string>>())
            : null;
    }
}
