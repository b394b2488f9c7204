using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the scale subresource needs of a kind.</summary>
internal interface IScalable
{
    int GetReplicas(ApiObject obj);

    int GetObservedReplicas(ApiObject obj);

    LabelSelector? GetSelector(ApiObject obj);

    ApiObject WithReplicas(ApiObject obj, int replicas);
}
