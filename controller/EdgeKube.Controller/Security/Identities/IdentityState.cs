using System.Text.Json.Serialization;

namespace EdgeKube.Controller.Security.Identities;

[JsonConverter(typeof(JsonStringEnumConverter<IdentityState>))]
internal enum IdentityState
{
    Active,

    /// <summary>Its keys count for nothing any more; the name stays taken.</summary>
    Revoked,

    /// <summary>Its object was deleted: its keys count for nothing, and the name is free.</summary>
    Removed,
}
