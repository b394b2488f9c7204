namespace EdgeKube.Controller.Api;

/// <summary>One control of the Pod Security Standards that a pod does not keep.</summary>
/// <param name="Reason">Such as <c>host namespaces</c>.</param>
/// <param name="Detail">Where, and what to do.</param>
internal readonly record struct PodSecurityFault(string Reason, string Detail)
{
    public override string ToString() => $"{Reason} ({Detail})";
}
