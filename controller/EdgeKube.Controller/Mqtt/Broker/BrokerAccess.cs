using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>
/// Whose words count that come through a broker. The broker has looked at the certificate, but knows nothing of revocation: that is looked
/// at here, for every message. Which of an identity's keys was used nobody can say.
/// </summary>
internal sealed class BrokerAccess(IdentityStore identities, RefusalLog refusals)
{
    public bool IsWelcome(Identity identity)
    {
        // A removed node may come, to be told to leave. One without a record has its certificate from another authority that the broker trusts.
        var isWelcome = identities.Find(identity)?.State switch
        {
            IdentityState.Revoked => false,
            IdentityState.Removed => identity.Kind == IdentityKind.Node,
            _ => identity.Kind is IdentityKind.Node or IdentityKind.User,
        };
        if (!isWelcome)
        {
            refusals.Add("broker", identity.ToString(), "it is revoked, or may not come through a broker");
        }

        return isWelcome;
    }
}
