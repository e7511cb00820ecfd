-- Everything that a migration makes is the owner's, whoever applies it.
SET ROLE portally_owner;
