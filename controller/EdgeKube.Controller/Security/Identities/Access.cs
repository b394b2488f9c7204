namespace EdgeKube.Controller.Security.Identities;

/// <summary>What a session is good for.</summary>
internal enum Access
{
    /// <summary>Everything its identity may do.</summary>
    Full,

    /// <summary>Only a new certificate: the old one has expired, but its key still proves who it is.</summary>
    Renewal,

    /// <summary>Only a first certificate, by a token.</summary>
    Enrollment,

    /// <summary>Only the order to leave: the node was removed and has not heard of it yet.</summary>
    Removal,
}
