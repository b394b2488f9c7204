namespace EdgeKube.Link.Trust;

/// <summary>What came of a certificate. All but <see cref="Refused"/> mean that a trusted authority has signed it for this purpose.</summary>
public enum CertificateOutcome
{
    Valid,

    /// <summary>Its time is over. The key still proves who it is: good for a renewal, and nothing else.</summary>
    Expired,

    /// <summary>The time that was given is too early: the certificate proves that it is later (<see cref="CertificateContent.NotBefore"/>).</summary>
    NotYetValid,

    /// <summary>Not signed by a trusted authority, not for this purpose, or not readable.</summary>
    Refused,
}
