namespace EdgeKube.Agent.Pods;

internal enum ImagePullDecision
{
    /// <summary>The image is here; no registry is asked.</summary>
    Use,
    Pull,

    /// <summary>It may not be pulled, and it is not here.</summary>
    Forbidden,

    /// <summary>It failed not long ago.</summary>
    BackOff,
}
